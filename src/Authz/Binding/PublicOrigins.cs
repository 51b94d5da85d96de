using System.Text;

namespace Authz.Binding;

/// <summary>The origins under which clients reach an API, and the comparison of a proof's <c>htu</c> with them.</summary>
internal sealed class PublicOrigins(IReadOnlyList<string> origins)
{
    private readonly byte[][] _origins = [.. origins.Select(Encoding.ASCII.GetBytes)];

    /// <summary>
    /// Whether the text is an origin in the one spelling that is compared: scheme, host and port in lower case, a port only if it is not
    /// the scheme's own (RFC 6454 section 6.2).
    /// </summary>
    public static bool IsOrigin(string text) =>
        Ascii.IsValid(text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed)
        && parsed is { Scheme: "https" or "http", Host.Length: > 0, UserInfo.Length: 0 }
        && text == parsed.GetLeftPart(UriPartial.Authority)
        && !text.AsSpan().ContainsAny('*', '%');

    /// <summary>
    /// Whether a proof is for this path at one of the origins: <c>htu</c> without query and fragment (RFC 9449 section 4.3), both compared
    /// after normalization (RFC 3986 sections 6.2.2 and 6.2.3).
    /// </summary>
    /// <param name="htu">The proof's <c>htu</c>, unescaped.</param>
    /// <param name="target">The target that the client sent: path and query.</param>
    public bool IsFor(ReadOnlySpan<byte> htu, ReadOnlySpan<char> target)
    {
        int end = htu.IndexOfAny((byte)'?', (byte)'#');
        htu = end < 0 ? htu : htu[..end];
        int scheme = htu.IndexOf("://"u8);
        if (scheme < 0)
        {
            return false;
        }

        int authority = scheme + "://".Length;
        int slash = htu[authority..].IndexOf((byte)'/');
        int originLength = slash < 0 ? htu.Length : authority + slash;
        int query = target.IndexOfAny('?', '#');
        return IsOneOf(htu[..originLength], scheme)
            && UriPath.AreSame(htu[originLength..], query < 0 ? target : target[..query]);
    }

    private bool IsOneOf(ReadOnlySpan<byte> origin, int schemeLength)
    {
        // RFC 3986 section 6.2.3: an empty port is the scheme's own. Anything else that differs from the definition is another origin.
        bool isSecure = Ascii.EqualsIgnoreCase(origin[..schemeLength], "https"u8);
        ReadOnlySpan<byte> ownPort = isSecure ? ":443"u8 : ":80"u8;
        origin = origin.EndsWith(ownPort) ? origin[..^ownPort.Length] : origin.EndsWith(":"u8) ? origin[..^1] : origin;
        foreach (byte[] known in _origins)
        {
            if (Ascii.EqualsIgnoreCase(origin, known))
            {
                return true;
            }
        }

        return false;
    }
}
