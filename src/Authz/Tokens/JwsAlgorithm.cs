namespace Authz.Tokens;

/// <summary>The signature algorithms that can be verified (RFC 7518 section 3.1); every other name is unknown.</summary>
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
}

/// <summary>The names of the algorithms, compared byte for byte (RFC 7515 section 4.1.1).</summary>
internal static class JwsAlgorithmNames
{
    private static readonly string[] s_names = ["", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static string Name(this JwsAlgorithm algorithm) => s_names[(int)algorithm];

    public static JwsAlgorithm Parse(ReadOnlySpan<byte> name)
    {
        if (name.Length != 5)
        {
            return JwsAlgorithm.Unknown;
        }

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
        return first == JwsAlgorithm.Unknown || name[1] != (byte)'S' || size < 0 ? JwsAlgorithm.Unknown : (JwsAlgorithm)((int)first + size);
    }

    public static JwsAlgorithm Parse(string name) => (JwsAlgorithm)Math.Max(0, Array.IndexOf(s_names, name));
}
