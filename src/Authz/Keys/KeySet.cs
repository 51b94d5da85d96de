using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>The keys of one issuer at one time. Immutable: a refresh replaces it as a whole.</summary>
internal sealed class KeySet
{
    public static readonly KeySet Empty = new([]);

    private readonly Dictionary<byte[], VerificationKey[]>.AlternateLookup<ReadOnlySpan<byte>> _keysById;

    public KeySet(IReadOnlyList<VerificationKey> keys)
    {
        Keys = keys;
        _keysById = keys
            .GroupBy(key => key.KeyId.ToArray(), KeyIdComparer.Instance)
            .ToDictionary(group => group.Key, group => group.ToArray(), KeyIdComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>
    /// Finds the key of that <c>kid</c> that is bound to the algorithm (RFC 7517 section 4.5: one <c>kid</c> may name several).
    /// </summary>
    public KeyLookupStatus Find(ReadOnlySpan<byte> keyId, JwsAlgorithm algorithm, out VerificationKey? key)
    {
        key = null;
        if (!_keysById.TryGetValue(keyId, out VerificationKey[]? candidates))
        {
            return KeyLookupStatus.UnknownKeyId;
        }

        foreach (VerificationKey candidate in candidates)
        {
            if (candidate.Algorithms.Contains(algorithm))
            {
                key = candidate;
                return KeyLookupStatus.Found;
            }
        }

        return KeyLookupStatus.AlgorithmNotBound;
    }

    /// <summary>The set of these public keys, in which every key that this set already has is the same object.</summary>
    public KeySet With(IReadOnlyList<PublicKey> publicKeys, KeyAge age) =>
        new(
            [
                .. publicKeys.Select(
                    publicKey => Keys.FirstOrDefault(key => key.PublicKey.Equals(publicKey)) ?? new VerificationKey(publicKey, age)),
            ]);

    /// <summary>Whether both sets contain the same key objects.</summary>
    public bool HasSameKeysAs(KeySet other) => Keys.Count == other.Keys.Count && Keys.All(other.Keys.Contains);
}

/// <summary>Compares key ids byte for byte, so that a token's bytes find their key without becoming a string.</summary>
internal sealed class KeyIdComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly KeyIdComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        HashCode hash = default;
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }
}
