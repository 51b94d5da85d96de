using System.Buffers;
using System.Buffers.Text;

namespace Authz.Tokens;

/// <summary>Base64url as RFC 7515 section 2 has it: one spelling for each byte string.</summary>
internal static class StrictBase64Url
{
    /// <summary>The number of bytes that a text of this length decodes to.</summary>
    public static int DecodedLength(int encodedLength) => ((encodedLength >> 2) * 3) + ((encodedLength & 3) * 3 / 4);

    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> destination, out int written)
    {
        // The overload with a status: it never throws, and it refuses foreign characters and unused bits that are not zero (RFC 4648
        // section 3.5). It also skips white space and padding, which would give one signature many spellings; but skipped characters
        // make the result shorter than the text must yield. Cheaper than checking each character twice.
        return Base64Url.DecodeFromUtf8(encoded, destination, out int consumed, out written) == OperationStatus.Done
            && consumed == encoded.Length
            && written == DecodedLength(encoded.Length)
            && (encoded.Length & 3) != 1;
    }
}
