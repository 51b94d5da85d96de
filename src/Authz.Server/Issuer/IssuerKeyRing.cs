using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>The dev issuer's keys, kept in a file if it has one. A key is kept before it is published.</summary>
internal sealed class IssuerKeyRing
{
    private static readonly string[] s_firstAlgorithms = ["RS256", "ES256"];

    private readonly Lock _change = new();
    private readonly KeyFile? _file;

    public IssuerKeyRing(string issuer, IReadOnlyList<SigningKey> keys, KeyFile? file, TimeProvider timeProvider)
    {
        _file = file;

        // Keys that somebody made elsewhere are the issuer's only ones, until another algorithm is asked for; the first signs by default.
        IEnumerable<string> first = file is { IsPem: true } ? [keys[0].Algorithm] : s_firstAlgorithms;
        IEnumerable<string> lacking = first.Except(keys.Select(key => key.Algorithm));
        SigningKey[] missing = [.. lacking.Select(algorithm => SigningKey.Create(algorithm))];
        SigningKey[] all = [.. keys, .. missing];
        if (missing.Length > 0)
        {
            file?.Save(all);
        }

        // The algorithm of the first key signs by default.
        Issuer = FakeIssuer.FromKeys(issuer, [.. all.OrderByDescending(key => key.Algorithm == first.First())], timeProvider);
    }

    public FakeIssuer Issuer { get; }

    /// <summary>How the key set is written.</summary>
    public KeySetForm Form { get; set; }

    /// <summary>The newest key of an algorithm, made and published if there is none.</summary>
    public SigningKey FindOrCreate(string algorithm)
    {
        lock (_change)
        {
            return Issuer.FindKey(algorithm) ?? Create(algorithm);
        }
    }

    public SigningKey Rotate(string? algorithm)
    {
        lock (_change)
        {
            return Create(algorithm ?? Issuer.CurrentKey.Algorithm);
        }
    }

    /// <returns>Whether the set had such a key.</returns>
    public bool Withdraw(string keyId)
    {
        lock (_change)
        {
            _file?.Save(Issuer.PublishedKeys.Where(key => key.KeyId != keyId));
            return Issuer.Withdraw(keyId);
        }
    }

    private SigningKey Create(string algorithm)
    {
        SigningKey key = SigningKey.Create(algorithm);
        _file?.Save([.. Issuer.PublishedKeys, key]);
        Issuer.Publish(key);
        return key;
    }
}
