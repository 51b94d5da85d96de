using System.Buffers;
using System.Text.Unicode;

namespace Authz.Conditions;

/// <summary>Text of a request as UTF-8, as claims have it.</summary>
internal static class RequestText
{
    /// <summary>The most bytes that a character becomes.</summary>
    public const int BytesPerCharacter = 3;

    /// <summary>Writes characters as they are; false if they are not Unicode.</summary>
    public static bool TryWrite(ReadOnlySpan<char> text, Span<byte> utf8, out int length) =>
        Utf8.FromUtf16(text, utf8, out _, out length, replaceInvalidSequences: false) == OperationStatus.Done;

    /// <summary>Writes a part of a target, percent-decoded once (RFC 3986 section 2.1); false if that is not Unicode.</summary>
    /// <param name="text">The part as it came over the wire: ASCII.</param>
    /// <param name="isQuery">Whether <c>+</c> is a space, as forms write it.</param>
    /// <param name="utf8">Memory for as many bytes as there are characters.</param>
    /// <param name="length">The bytes written.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, bool isQuery, Span<byte> utf8, out int length)
    {
        length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char character = text[at];
            if (character == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                character = (char)((HexValue(text[at + 1]) << 4) | HexValue(text[at + 2]));
                at += 2;
            }
            else if (character == '%' || !char.IsAscii(character))
            {
                return false;
            }
            else if (character == '+' && isQuery)
            {
                character = ' ';
            }

            utf8[length++] = (byte)character;
        }

        return Utf8.IsValid(utf8[..length]);
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
