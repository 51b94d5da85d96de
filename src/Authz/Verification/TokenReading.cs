using Authz.Tokens;

namespace Authz.Verification;

/// <summary>Step 5 of a request: splits a token and reads its parts, each in one strict pass.</summary>
internal static class TokenReading
{
    private const int LongestEncodedHeader = (TokenLimits.Header * 4 + 2) / 3;

    /// <summary>Reads header and payload of a token; on false <paramref name="reason"/> says why it is refused.</summary>
    /// <param name="workspace">The token's characters, and memory for reading them.</param>
    /// <param name="known">A header that need not be read again, or null.</param>
    /// <param name="parts">The token's parts.</param>
    /// <param name="reason">Why the token is refused.</param>
    public static bool TryRead(scoped in TokenWorkspace workspace, KnownHeader? known, out TokenParts parts, out RefusalReason reason)
    {
        parts = default;
        if (!JwsParts.TrySplit(workspace.Token, out parts.Jws))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        return TryReadHeader(parts.Jws.Header, workspace, known, out parts.Header, out reason)
            && TryReadPayload(parts.Jws.Payload, workspace, out parts.Payload, out reason);
    }

    /// <summary>
    /// Reads the signature: after everything that can refuse the token without it, since that is a twentieth of such a refusal's cost.
    /// </summary>
    public static bool TryReadSignature(scoped in TokenWorkspace workspace, ref TokenParts parts, out RefusalReason reason)
    {
        bool isRead = StrictBase64Url.TryDecode(parts.Jws.Signature, workspace.Signature, out int length);
        parts.Signature = workspace.Signature[..length];
        reason = isRead ? RefusalReason.Undecided : RefusalReason.TokenMalformed;
        return isRead;
    }

    private static bool TryReadHeader(
        ReadOnlySpan<byte> encoded,
        scoped in TokenWorkspace workspace,
        KnownHeader? known,
        out UnverifiedHeader header,
        out RefusalReason reason)
    {
        if (known is not null && known.Is(encoded))
        {
            header = known.Header;
            reason = RefusalReason.Undecided;
            return true;
        }

        header = default;
        if (encoded.Length > LongestEncodedHeader)
        {
            reason = RefusalReason.TokenTooLarge;
            return false;
        }

        if (!StrictBase64Url.TryDecode(encoded, workspace.Header, out int length))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        return TokenHeaderReader.TryRead(workspace.Header[..length], workspace.Names, workspace.HeaderScratch, out header, out reason);
    }

    private static bool TryReadPayload(
        ReadOnlySpan<byte> encoded, scoped in TokenWorkspace workspace, out UnverifiedPayload payload, out RefusalReason reason)
    {
        payload = default;
        if (!StrictBase64Url.TryDecode(encoded, workspace.Payload, out int length))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        return TokenPayloadReader.TryRead(
            workspace.Payload[..length], workspace.Names, workspace.Plan, workspace.Noted, out payload, out reason);
    }
}

/// <summary>A token that was read and not verified: its parts decoded, its claims out of reach.</summary>
internal ref struct TokenParts
{
    public JwsParts Jws;
    public UnverifiedHeader Header;
    public UnverifiedPayload Payload;

    /// <summary>Empty until <see cref="TokenReading.TryReadSignature"/>.</summary>
    public ReadOnlySpan<byte> Signature;
}
