using System.Net;

namespace Authz.Server.Decide;

/// <summary>An address at which proxies ask: <c>http://</c> or <c>https://</c> with an IP address and a port, or <c>unix:</c> with a path.</summary>
/// <param name="Text">The address as it was written.</param>
/// <param name="Address">The IP address; null for a Unix socket.</param>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="IsTls">Whether it is reached over TLS.</param>
/// <param name="SocketPath">The path of the Unix socket; null if it is none.</param>
internal sealed record ProxyEndpoint(string Text, IPAddress? Address, int Port, bool IsTls, string? SocketPath)
{
    private const string UnixPrefix = "unix:";

    /// <summary>Reads an address; null if it is none, for this reason.</summary>
    public static ProxyEndpoint? Parse(string text, out string? problem)
    {
        problem = null;
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            string path = text[UnixPrefix.Length..];
            problem = path.StartsWith('/') ? null : "names no absolute path, such as unix:/run/authz/decide.sock.";
            return problem is null ? new ProxyEndpoint(text, null, 0, IsTls: false, path) : null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            problem = "is no address to listen on, such as http://127.0.0.1:9001 or unix:/run/authz/decide.sock.";
        }
        else if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            problem = "has more than host and port.";
        }
        else if (IPAddress.TryParse(uri.Host == "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']'), out IPAddress? address))
        {
            return new ProxyEndpoint(text, address, uri.Port, uri.Scheme == "https", null);
        }
        else
        {
            problem = "names a host; listen on an IP address.";
        }

        return null;
    }
}
