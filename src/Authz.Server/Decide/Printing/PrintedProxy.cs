using System.Net;

namespace Authz.Server.Decide.Printing;

/// <summary>What a printed configuration is about.</summary>
internal sealed record PrintedProxy
{
    /// <summary>The header in which nginx and Envoy say which certificate the client has shown.</summary>
    public const string ForwardedClientCertificate = "X-Forwarded-Client-Cert";

    /// <summary>The definition's file, as it is named in comments.</summary>
    public required string Definition { get; init; }

    /// <summary>Where the proxy forwards to: scheme, host and port.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>Where the proxy itself listens.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Where it asks over HTTP.</summary>
    public required ProxyEndpoint ForwardAuth { get; init; }

    /// <summary>Where it asks over gRPC.</summary>
    public required ProxyEndpoint ExtAuthz { get; init; }

    /// <summary>Whether Envoy asks over HTTP.</summary>
    public bool AsksOverHttp { get; init; }

    /// <summary>The most bytes of request line and header values that the definition allows.</summary>
    public required int HeadBytes { get; init; }

    /// <summary>The headers that the definition maps.</summary>
    public required MappedHeaders Headers { get; init; }

    /// <summary>The headers of a client's request that authz reads, beside <c>authorization</c>: in lower case and in order.</summary>
    public required IReadOnlyList<string> ReadHeaders { get; init; }

    /// <summary>The largest body that calls tools; null if the definition has no tools, and no body is asked for.</summary>
    public int? ToolBodyBytes { get; init; }

    /// <summary>Whether tokens may be bound to client certificates, which the proxy then says.</summary>
    public bool AsksForCertificates { get; init; }

    /// <summary>Whether authz reads a header, named in lower case, of the client's request.</summary>
    public bool Reads(string name) => name == "authorization" || ReadHeaders.Contains(name);

    /// <summary>The <see cref="ToolBodyBytes"/> of a definition.</summary>
    public static int? ToolBodyBytesOf(ApiDefinition definition) => definition.Routes.Values
        .Where(route => route.Tools is not null)
        .Select(route => route.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody)
        .Cast<int?>()
        .Max();

    /// <summary>A header's name as it is usually written, such as <c>X-User</c>.</summary>
    public static string Written(string name) => string.Join(
        '-', name.Split('-').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The upstream's scheme, host and port.</summary>
    public string UpstreamOrigin => Upstream.GetLeftPart(UriPartial.Authority);

    /// <summary>The text of blocks and lines, one under the other.</summary>
    public static string Join(params IEnumerable<string> blocks) => string.Join('\n', blocks.Append(string.Empty));

    /// <summary>The header in which a proxy can say which certificate the client has shown; null if it can in none.</summary>
    public static string? CertificateHeaderOf(string proxy) => proxy switch
    {
        "nginx" or "envoy" => ForwardedClientCertificate,
        "caddy" => "Client-Cert",
        _ => null,
    };

    /// <summary>The command that the proxy asks.</summary>
    public string CommandFor(string proxy, ProxyEndpoint endpoint, string option)
    {
        string trust = endpoint switch
        {
            { SocketPath: not null } => string.Empty,

            // The authority is the one that the printed configuration names; with it no address has to be trusted.
            { IsTls: true } => " --certificate decider.pem --certificate-key decider.key --proxy-authority authority.pem",
            _ => " --trusted-proxy " + (IPAddress.IPv6Loopback.Equals(endpoint.Address) ? "::1" : "127.0.0.1"),
        };
        string named = option == "--forward-auth" ? $" --proxy {proxy}" : string.Empty;
        string? certificates = AsksForCertificates ? CertificateHeaderOf(proxy) : null;
        string believed = certificates is null ? string.Empty : $" --client-certificate-header {certificates}";
        return $"authz decide {Definition} {option} {endpoint.Text}{named}{trust}{believed}";
    }
}
