using System.Globalization;

namespace Authz.Server.Issuer;

/// <summary>
/// A URL of this machine, read as it is written: a reader that mends URLs takes <c>http://127.1</c>, <c>http:\\localhost</c> and the like
/// for one, and browsers may take them for another.
/// </summary>
internal static class LoopbackUrl
{
    private static readonly string[] s_schemes = ["http://", "https://"];
    private static readonly string[] s_hosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Splits a URL of this machine.</summary>
    /// <param name="url">Any text.</param>
    /// <param name="rest">The path and query after the origin; it has no fragment.</param>
    /// <returns>Whether it is such a URL, on any port.</returns>
    public static bool TrySplit(string? url, out string rest)
    {
        rest = "";
        if (url is null
            || !url.All(IsOfUrl)
            || FindStart(url, s_schemes) is not { } scheme
            || FindStart(url[scheme.Length..], s_hosts) is not { } host)
        {
            return false;
        }

        string after = url[(scheme.Length + host.Length)..];
        int end = after.AsSpan().IndexOfAny('/', '?');
        string port = end < 0 ? after : after[..end];
        rest = after[port.Length..];
        return port.Length == 0 || IsPort(port);
    }

    private static string? FindStart(string text, string[] starts) =>
        Array.Find(starts, start => text.StartsWith(start, StringComparison.Ordinal));

    private static bool IsPort(string port) =>
        port[0] == ':'
        && ushort.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
        && number > 0;

    // RFC 3986 section 2; without '#', since neither an origin nor a redirect URI has a fragment (RFC 6749 section 3.1.2).
    private static bool IsOfUrl(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._~:/?[]@!$&'()*+,;=%".Contains(character, StringComparison.Ordinal);
}
