using System.Globalization;

namespace Authz.Keys.Sources;

/// <summary>The hosts that may be asked for keys over http, which anybody on the way can change.</summary>
/// <param name="names">Each <c>host:port</c>, compared in lower case.</param>
internal sealed class InsecureHosts(IReadOnlyList<string> names)
{
    public static readonly InsecureHosts None = new([]);

    private readonly HashSet<string> _names = new(names.Select(name => name.ToLowerInvariant()), StringComparer.Ordinal);

    /// <summary>Whether that host is named. The port is always compared, also 80.</summary>
    public bool Contain(Uri url) => _names.Contains(NameOf(url));

    /// <summary>Whether a text can name a host: in the form in which hosts are compared, without wildcard, user or path.</summary>
    public static bool IsName(string text) =>
        RfcText.HasUrlCharacters(text)
        && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out Uri? url)
        && NameOf(url).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(Uri url) => string.Create(CultureInfo.InvariantCulture, $"{url.Host.ToLowerInvariant()}:{url.Port}");
}
