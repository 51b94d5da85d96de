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

    // Encoding.Latin1 puts "similar" characters for those it lacks.
    private static readonly Encoding s_strict =
        Encoding.GetEncoding(Encoding.Latin1.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>Reads a header's octets.</summary>
    public static Encoding Reading => Encoding.Latin1;

    /// <summary>Writes a header's characters; throws if one is not an octet.</summary>
    public static Encoding Writing => s_strict;
}
