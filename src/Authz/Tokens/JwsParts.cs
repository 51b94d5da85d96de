namespace Authz.Tokens;

/// <summary>The three encoded parts of a compact JWS (RFC 7515 section 7.1), as views over the token's characters.</summary>
internal readonly ref struct JwsParts
{
    private JwsParts(ReadOnlySpan<byte> token, int firstDot, int lastDot)
    {
        Header = token[..firstDot];
        Payload = token[(firstDot + 1)..lastDot];
        Signature = token[(lastDot + 1)..];
        SigningInput = token[..lastDot];
    }

    public ReadOnlySpan<byte> Header { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Header, dot and payload exactly as received (RFC 7515 section 5.2 step 8).</summary>
    public ReadOnlySpan<byte> SigningInput { get; }

    /// <summary>
    /// Splits a token; anything but three parts is refused, five-part JWE included, and so are an empty header and an empty signature. An
    /// empty payload is a JWS (RFC 7515 section 2: any sequence of octets), though no JWT.
    /// </summary>
    public static bool TrySplit(ReadOnlySpan<byte> token, out JwsParts jws)
    {
        jws = default;
        int firstDot = token.IndexOf((byte)'.');
        int lastDot = token.LastIndexOf((byte)'.');
        if (firstDot <= 0 || lastDot == firstDot || lastDot == token.Length - 1 || token[(firstDot + 1)..lastDot].Contains((byte)'.'))
        {
            return false;
        }

        jws = new JwsParts(token, firstDot, lastDot);
        return true;
    }
}
