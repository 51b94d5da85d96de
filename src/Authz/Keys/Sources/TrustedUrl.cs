namespace Authz.Keys.Sources;

/// <summary>The URLs from which keys may come: https, or http within this machine and from hosts that the definition names.</summary>
internal static class TrustedUrl
{
    /// <summary>The problem of a URL in the definition, worded to follow its name in a sentence; null if it is valid.</summary>
    public static string? ProblemOf(string? url, InsecureHosts insecure) =>
        FormProblemOf(url)
        ?? (IsHttps(url!) || new Uri(url!).IsLoopback || insecure.Contain(new Uri(url!)) ? null
            : "is not https, and http is trusted on a loopback address and from the hosts in 'insecureHttpHosts' only");

    /// <summary>
    /// The problem of a URL that an issuer's metadata names. A document fetched over https never leads to http, and one from elsewhere
    /// never into this machine: whoever writes it must not choose what is fetched here.
    /// </summary>
    public static string? ProblemOfNamed(string? url, Uri document, InsecureHosts insecure)
    {
        if (FormProblemOf(url) is { } problem)
        {
            return problem;
        }

        Uri named = new(url!);
        return IsHttps(url!) ? null
            : document.Scheme == Uri.UriSchemeHttps ? "is http, and the document that names it was fetched over https"
            : insecure.Contain(named) ? null
            : !named.IsLoopback ? "is http, and its host is not one of 'insecureHttpHosts'"
            : !document.IsLoopback ? "is http on a loopback address, and the document that names it is not on one"
            : null;
    }

    // The URL class accepts spaces, backslashes and other spellings of schemes, so the text is checked first.
    private static string? FormProblemOf(string? url)
    {
        url ??= "";
        bool isUrl = (IsHttps(url) || url.StartsWith("http://", StringComparison.Ordinal)) && RfcText.HasUrlCharacters(url)
            && Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Host.Length > 0;
        return !isUrl ? "is not an absolute https URL"
            : Authority(url).Contains('@') ? "has a user name"
            : url.Contains('#', StringComparison.Ordinal) ? "has a fragment"
            : null;
    }

    private static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.Ordinal);

    // RFC 3986 section 3.2: between the two slashes and the next slash, question mark or number sign.
    private static ReadOnlySpan<char> Authority(string url)
    {
        ReadOnlySpan<char> rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        int end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
