using Authz.Tokens;

namespace Authz.Authorizers;

/// <summary>Step 5 of a request's way: splits a token and reads both parts, each in one strict pass.</summary>
internal static class TokenReading
{
    private const int LongestEncodedHeader = (TokenLimits.Header * 4 + 2) / 3;

    public static bool TryRead(
        TokenWorkspace workspace,
        out CompactJws jws,
        out UnverifiedHeader header,
        out UnverifiedPayload payload,
        out RefusalReason reason)
    {
        header = default;
        payload = default;
        // The signature's bytes are of no use yet, only its spelling: a token that is none must not set off a search for keys.
        if (!CompactJws.TrySplit(workspace.Token, out jws) || !StrictBase64Url.TryDecode(jws.Signature, workspace.Payload, out _))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        return TryReadHeader(jws.Header, workspace, out header, out reason)
            && TryReadPayload(jws.Payload, workspace, out payload, out reason);
    }

    private static bool TryReadHeader(
        ReadOnlySpan<byte> encoded, TokenWorkspace workspace, out UnverifiedHeader header, out RefusalReason reason)
    {
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
        ReadOnlySpan<byte> encoded, TokenWorkspace workspace, out UnverifiedPayload payload, out RefusalReason reason)
    {
        payload = default;
        if (!StrictBase64Url.TryDecode(encoded, workspace.Payload, out int length))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        return TokenPayloadReader.TryRead(workspace.Payload[..length], workspace.Names, out payload, out reason);
    }
}
