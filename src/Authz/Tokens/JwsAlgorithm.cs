namespace Authz.Tokens;

/// <summary>The signature algorithms that can be verified (RFC 7518 section 3.1, RFC 8037, RFC 9964); every other name is unknown.</summary>
internal enum JwsAlgorithm : byte
{
    Unknown = 0,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    Ed25519,
    MLDsa44,
    MLDsa65,
    MLDsa87,
}

/// <summary>The names of the algorithms, compared byte for byte (RFC 7515 section 4.1.1).</summary>
internal static class JwsAlgorithmNames
{
    // EdDSA (RFC 8037 section 3.1) is the older name of Ed25519 (RFC 9864 section 2.2), and the one that issuers write.
    private static readonly (string Name, JwsAlgorithm Algorithm)[] s_names =
    [
        ("RS256", JwsAlgorithm.RS256), ("RS384", JwsAlgorithm.RS384), ("RS512", JwsAlgorithm.RS512),
        ("PS256", JwsAlgorithm.PS256), ("PS384", JwsAlgorithm.PS384), ("PS512", JwsAlgorithm.PS512),
        ("ES256", JwsAlgorithm.ES256), ("ES384", JwsAlgorithm.ES384), ("ES512", JwsAlgorithm.ES512),
        ("EdDSA", JwsAlgorithm.Ed25519), ("Ed25519", JwsAlgorithm.Ed25519),
        ("ML-DSA-44", JwsAlgorithm.MLDsa44), ("ML-DSA-65", JwsAlgorithm.MLDsa65), ("ML-DSA-87", JwsAlgorithm.MLDsa87),
    ];

    /// <summary>Every name of every algorithm.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_names.Select(entry => entry.Name)];

    /// <summary>The algorithm's name, or the first of its names.</summary>
    public static string Name(this JwsAlgorithm algorithm) =>
        Array.Find(s_names, entry => entry.Algorithm == algorithm).Name ?? string.Empty;

    public static JwsAlgorithm Parse(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name[1] == (byte)'S' => ParseSized(name),
        5 when name.SequenceEqual("EdDSA"u8) => JwsAlgorithm.Ed25519,
        7 when name.SequenceEqual("Ed25519"u8) => JwsAlgorithm.Ed25519,
        9 when name.SequenceEqual("ML-DSA-44"u8) => JwsAlgorithm.MLDsa44,
        9 when name.SequenceEqual("ML-DSA-65"u8) => JwsAlgorithm.MLDsa65,
        9 when name.SequenceEqual("ML-DSA-87"u8) => JwsAlgorithm.MLDsa87,
        _ => JwsAlgorithm.Unknown,
    };

    public static JwsAlgorithm Parse(string name) => Array.Find(s_names, entry => entry.Name == name).Algorithm;

    private static JwsAlgorithm ParseSized(ReadOnlySpan<byte> name)
    {
        JwsAlgorithm first = name[0] switch
        {
            (byte)'R' => JwsAlgorithm.RS256,
            (byte)'P' => JwsAlgorithm.PS256,
            (byte)'E' => JwsAlgorithm.ES256,
            _ => JwsAlgorithm.Unknown,
        };
        int size = name[2..] switch
        {
            [(byte)'2', (byte)'5', (byte)'6'] => 0,
            [(byte)'3', (byte)'8', (byte)'4'] => 1,
            [(byte)'5', (byte)'1', (byte)'2'] => 2,
            _ => -1,
        };
        return first == JwsAlgorithm.Unknown || size < 0 ? JwsAlgorithm.Unknown : (JwsAlgorithm)((int)first + size);
    }
}
