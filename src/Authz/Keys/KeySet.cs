using System.IO.Hashing;
using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>The keys of one issuer at one time. Immutable: a refresh replaces it as a whole.</summary>
internal sealed class KeySet
{
    public static readonly KeySet Empty = new([]);

    private readonly VerificationKey[] _all;
    private readonly KeyNames _keyIds;
    private readonly KeyNames _sha256Thumbprints;
    private readonly KeyNames _sha1Thumbprints;

    public KeySet(IReadOnlyList<VerificationKey> keys)
    {
        Keys = keys;
        _all = [.. keys];
        _keyIds = new KeyNames(_all, key => [key.PublicKey.Description.KeyId]);

        // Some issuers publish a certificate's thumbprint as kid only (AD FS). It is compared, never computed.
        _sha256Thumbprints = new KeyNames(_all, key => [key.PublicKey.Description.Sha256Thumbprint, key.PublicKey.Description.KeyId]);
        _sha1Thumbprints = new KeyNames(_all, key => [key.PublicKey.Description.Sha1Thumbprint, key.PublicKey.Description.KeyId]);
    }

    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>
    /// Finds the keys of that name that are bound to the algorithm (RFC 7517 section 4.5: one <c>kid</c> may name several). A token
    /// without a name finds the set's only key for its algorithm.
    /// </summary>
    public KeyLookupStatus Find(KeyQuery query, out KeyMatch match)
    {
        VerificationKey[] candidates = query.Reference.Kind switch
        {
            KeyReferenceKind.KeyId => _keyIds.Find(query.Reference.Name),
            KeyReferenceKind.Sha256Thumbprint => _sha256Thumbprints.Find(query.Reference.Name),
            KeyReferenceKind.Sha1Thumbprint => _sha1Thumbprints.Find(query.Reference.Name),
            _ => _all,
        };

        VerificationKey? first = null;
        VerificationKey? second = null;
        int count = 0;
        bool isBound = false;
        foreach (VerificationKey candidate in candidates)
        {
            isBound |= candidate.Algorithms.Contains(query.Algorithm);
            if (query.IsMetBy(candidate))
            {
                (first, second) = first is null ? (candidate, null) : (first, candidate);
                count++;
            }
        }

        // Without a name nothing is tried by chance; of three keys of one name none is.
        bool isNamed = query.Reference.Kind != KeyReferenceKind.None;
        bool isFound = count == 1 || (count == 2 && isNamed);
        match = isFound ? new KeyMatch(first, second) : default;
        return isFound ? KeyLookupStatus.Found
            : isNamed && candidates.Length > 0 && !isBound ? KeyLookupStatus.AlgorithmNotBound
            : KeyLookupStatus.UnknownKeyId;
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

/// <summary>The keys of a set by one kind of name; keys without such a name are not in it.</summary>
internal sealed class KeyNames
{
    private readonly Dictionary<byte[], VerificationKey[]>.AlternateLookup<ReadOnlySpan<byte>> _keys;

    /// <param name="keys">The set's keys.</param>
    /// <param name="namesOf">The names of a key; null for one that it does not have.</param>
    public KeyNames(IReadOnlyList<VerificationKey> keys, Func<VerificationKey, string?[]> namesOf) => _keys = keys
        .SelectMany(key => namesOf(key).OfType<string>().Distinct(StringComparer.Ordinal), (key, name) => (key, name))
        .GroupBy(entry => Encoding.UTF8.GetBytes(entry.name), entry => entry.key, KeyNameComparer.Instance)
        .ToDictionary(group => group.Key, group => group.ToArray(), KeyNameComparer.Instance)
        .GetAlternateLookup<ReadOnlySpan<byte>>();

    public VerificationKey[] Find(ReadOnlySpan<byte> name) => _keys.TryGetValue(name, out VerificationKey[]? keys) ? keys : [];
}

/// <summary>Compares names byte for byte, so that a token's bytes find their key without becoming a string.</summary>
internal sealed class KeyNameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly KeyNameComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    // The names are the issuer's; a token's name only looks for its place.
    public int GetHashCode(ReadOnlySpan<byte> alternate) => unchecked((int)XxHash3.HashToUInt64(alternate));
}
