using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Authz.Server.Commands.Options;

/// <summary>Options with a URL, refused with the reason if it is unsuitable.</summary>
internal static class UrlOption
{
    private const string EndTls = "end TLS in front of it";
    private const string ConfigureTls = "--kestrel FILE listens with TLS";

    /// <summary>An address to listen on: plain http, on an IP address or localhost.</summary>
    public static Option<Uri> Listen(string defaultUrl, bool loopbackOnly) => new("--listen")
    {
        Description = "The URL to listen on; port 0 chooses a free port.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri(defaultUrl),
        CustomParser = result => Parse(result, uri => FindListenProblem(uri, loopbackOnly, loopbackOnly ? EndTls : ConfigureTls)),
    };

    /// <summary>The address of the inspector.</summary>
    public static Option<Uri> Inspect() => new("--inspect")
    {
        Description = "Also runs the inspector on this loopback URL: routes, issuers, decisions, explanations. Default: none",
        HelpName = "URL",
        CustomParser = result => Parse(result, uri => FindListenProblem(uri, loopbackOnly: true, EndTls)),
    };

    /// <summary>A further address to listen on, for the same kind of URL; without a default.</summary>
    public static Option<Uri> ListenBeside(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => Parse(result, uri => FindListenProblem(uri, loopbackOnly: false, EndTls)),
    };

    /// <summary>The URL of another server.</summary>
    public static Option<Uri> Remote(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => Parse(result, _ => null),
    };

    /// <summary>A backend that gets each request's path after its own.</summary>
    public static Option<Uri> Backend(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => Parse(result, uri =>
            uri.OriginalString.AsSpan().ContainsAny('?', '#') ? "has a query or a fragment, and the request's path follows it." : null),
    };

    /// <summary>A server as a whole: scheme, host and port.</summary>
    public static Option<Uri> Origin(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => Parse(result, uri => uri switch
        {
            { PathAndQuery: not "/" } => "has a path; the target that is judged goes on as it is.",
            { UserInfo.Length: > 0 } => "has credentials; name only host and port.",
            _ => null,
        }),
    };

    /// <summary>The page of reason codes; the codes are appended to its URL as fragments.</summary>
    public static Option<Uri> ErrorUri() => new("--error-uri")
    {
        Description = "The page of reason codes that challenges name in error_uri, each at the anchor of its code. Default: none",
        HelpName = "URL",
        CustomParser = result => Parse(result, uri => uri.Fragment.Length > 0 ? "has a fragment; the reason's code goes there." : null),
    };

    private static Uri? Parse(ArgumentResult result, Func<Uri, string?> findProblem)
    {
        string text = result.Tokens[0].Value;
        string? problem = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? findProblem(uri)
            : text.Contains("://*", StringComparison.Ordinal) || text.Contains("://+", StringComparison.Ordinal)
                ? "names no address; 0.0.0.0 stands for every one of this machine, as in http://0.0.0.0:8080."
                : "is not an http or https URL, such as http://127.0.0.1:8080.";
        if (problem is not null)
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} '{text}' {problem}");
        }

        return uri;
    }

    // Kestrel would take any other host name for "all interfaces".
    private static string? FindListenProblem(Uri uri, bool loopbackOnly, string tls) => uri switch
    {
        { Scheme: not "http" } => $"is not plain http; {tls}.",
        { PathAndQuery: not "/" } => "has a path; name only host and port.",
        { IsLoopback: false } when loopbackOnly => "is not a loopback address; use 127.0.0.1, [::1] or localhost.",
        { Host: "localhost" } => null,
        _ => IPAddress.TryParse(uri.Host, out _) ? null : "names a host; listen on an IP address or localhost.",
    };
}
