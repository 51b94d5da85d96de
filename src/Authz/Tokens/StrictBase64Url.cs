using System.Buffers;
using System.Buffers.Text;

namespace Authz.Tokens;

/// <summary>Base64url as RFC 7515 section 2 has it: one spelling for each byte string.</summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> s_alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>The number of bytes that a text of this length decodes to.</summary>
    public static int DecodedLength(int encodedLength) => encodedLength / 4 * 3 + encodedLength % 4 * 3 / 4;

    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> destination, out int written)
    {
        written = 0;

        // The platform's decoder skips white space and accepts padding; one signature would then have many spellings.
        if (encoded.ContainsAnyExcept(s_alphabet))
        {
            return false;
        }

        // The overload with a status: it never throws, and it refuses unused bits that are not zero (RFC 4648 section 3.5).
        return Base64Url.DecodeFromUtf8(encoded, destination, out int consumed, out written) == OperationStatus.Done
            && consumed == encoded.Length;
    }
}
