using System.Buffers;

namespace Authz.Server.Decide.Printing;

/// <summary>Values with which a configuration would be read otherwise than it was meant, or not at all.</summary>
internal static class UnprintableValue
{
    private const string LettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // None of these means something to a shell, to YAML, or to nginx and Caddy.
    private static readonly SearchValues<char> s_plainPath = SearchValues.Create(LettersAndDigits + "/._-");
    private static readonly SearchValues<char> s_plainName = SearchValues.Create(LettersAndDigits + "_-");

    /// <summary>Why a configuration cannot be printed; null if it can.</summary>
    /// <param name="name">What it is for, as <c>--print</c> has it.</param>
    /// <param name="proxy">What it is about.</param>
    public static string? FindProblem(string name, PrintedProxy proxy) =>
        FindPortProblem(name, proxy) ?? FindSocketProblem(name, AskedBy(name, proxy)) ?? FindHostProblem(name, proxy.Upstream)
        ?? (name is "nginx" or "caddy" ? FindHeaderProblem(name, proxy.Headers.Names) : null);

    private static ProxyEndpoint AskedBy(string name, PrintedProxy proxy) =>
        ProxyConfiguration.AsksOverHttp(name, proxy.AsksOverHttp) ? proxy.ForwardAuth : proxy.ExtAuthz;

    private static string? FindPortProblem(string name, PrintedProxy proxy)
    {
        ProxyEndpoint asked = AskedBy(name, proxy);
        string? text = proxy.Listen.Port == 0 && name != "httproute" ? $"--listen {proxy.Listen.OriginalString}"
            : proxy.Upstream.Port == 0 ? $"--upstream {proxy.Upstream.OriginalString}"
            : asked is { SocketPath: null, Port: 0 } ? asked.Text
            : null;
        return text is null ? null : $"{text} leaves the port open; a printed configuration needs the port itself.";
    }

    private static string? FindSocketProblem(string name, ProxyEndpoint asked) => asked.SocketPath switch
    {
        null => null,
        _ when name == "traefik" => $"{asked.Text}: Traefik asks no Unix sockets; use --forward-auth http://IP:PORT.",
        _ when name == "httproute" => $"{asked.Text}: a gateway asks a Service, no Unix socket; use --ext-authz http://IP:PORT.",
        { } path when path.AsSpan().ContainsAnyExcept(s_plainPath) =>
            $"{asked.Text}: name a socket for a printed configuration with letters, digits and / . _ - alone.",
        _ => null,
    };

    private static string? FindHostProblem(string name, Uri upstream) => name switch
    {
        _ when upstream.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6) =>
            $"--upstream {upstream.OriginalString} names no host.",
        "nginx" when upstream.Scheme == "https" && !PrintedAddress.IsName(upstream) =>
            $"--upstream {upstream.OriginalString}: nginx knows certificates by names, not by addresses; name the host.",
        "httproute" when !PrintedAddress.IsName(upstream) =>
            $"--upstream {upstream.OriginalString}: a route forwards to a Service; use its name, as in http://pets:5001.",
        _ => null,
    };

    // nginx has a variable for each header, Caddy a matcher, and a minus before a name removes the header there.
    private static string? FindHeaderProblem(string name, IEnumerable<string> headers) =>
        headers.FirstOrDefault(header => header[0] == '-' || header.AsSpan().ContainsAnyExcept(s_plainName)) is { } odd
            ? $"the mapped header '{odd}' cannot be said to {name}; use a name of letters, digits, hyphens and underscores, with no hyphen first."
            : null;
}
