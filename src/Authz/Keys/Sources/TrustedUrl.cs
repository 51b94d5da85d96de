using System.Buffers;

namespace Authz.Keys.Sources;

/// <summary>The URLs from which keys may come: https, or http within this machine.</summary>
internal static class TrustedUrl
{
    // RFC 3986 section 2: reserved, unreserved and the percent sign.
    private static readonly SearchValues<char> s_url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>
    /// The problem of a key set's URL that an issuer's metadata names: http leads within this machine only if the issuer is there too, so
    /// that no issuer elsewhere chooses what is fetched here.
    /// </summary>
    public static string? ProblemOf(string? keySetUrl, string issuer) =>
        ProblemOf(keySetUrl)
        ?? (keySetUrl!.StartsWith("http://", StringComparison.Ordinal) && !new Uri(issuer).IsLoopback
            ? "is http on a loopback address, and the issuer is not on one"
            : null);

    /// <summary>The problem of a URL, worded to follow its name in a sentence; null if it is valid.</summary>
    public static string? ProblemOf(string? url)
    {
        // The URL class accepts spaces, backslashes and other spellings of schemes, so the text is checked first.
        url ??= "";
        bool isHttps = url.StartsWith("https://", StringComparison.Ordinal);
        bool isUrl = isHttps || url.StartsWith("http://", StringComparison.Ordinal);
        if (!isUrl || url.AsSpan().ContainsAnyExcept(s_url) ||
            !Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Host.Length == 0)
        {
            return "is not an absolute https URL";
        }

        if (!isHttps && !parsed.IsLoopback)
        {
            return "is not https, and http is trusted on a loopback address only";
        }

        if (Authority(url).Contains('@'))
        {
            return "has a user name";
        }

        return url.Contains('#', StringComparison.Ordinal) ? "has a fragment" : null;
    }

    // RFC 3986 section 3.2: between the two slashes and the next slash, question mark or number sign.
    private static ReadOnlySpan<char> Authority(string url)
    {
        ReadOnlySpan<char> rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        int end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
