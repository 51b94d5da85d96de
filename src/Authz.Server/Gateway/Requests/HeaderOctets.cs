using System.Text;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// The one reading of header values, of requests and answers: each octet is the character of its number, so that octets outside ASCII
/// (RFC 9110 section 5.5, obs-text) pass through unchanged.
/// </summary>
internal static class HeaderOctets
{
    /// <summary>The highest character that is one octet.</summary>
    public const char Last = '\u00FF';

    private static readonly Digits s_digits = new();

    // Encoding.Latin1 puts "similar" characters for those it lacks.
    private static readonly Encoding s_strict =
        Encoding.GetEncoding(Encoding.Latin1.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>Reads the octets of the header with this name.</summary>
    public static Encoding ReadingOf(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? s_digits : Encoding.Latin1;

    /// <summary>Reads a header's octets.</summary>
    public static Encoding Reading => Encoding.Latin1;

    /// <summary>Writes a header's characters; throws if one is not an octet.</summary>
    public static Encoding Writing => s_strict;

    // RFC 9110 section 8.6: a length is digits. Kestrel would also take a sign, white space and NULs around them, and fail without an
    // answer on more octets than it has room for.
    private sealed class Digits : ASCIIEncoding
    {
        // The digits of the longest length, Int64's.
        private const int Maximum = 19;

        public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
        {
            if (bytes.Length <= Maximum && !bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return base.GetChars(bytes, chars);
            }

            // What Kestrel refuses.
            chars[0] = 'x';
            return 1;
        }
    }
}
