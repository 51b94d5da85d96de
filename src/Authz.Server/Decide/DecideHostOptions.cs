using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Hosting;
using Authz.Server.Proxies;

namespace Authz.Server.Decide;

/// <summary>How decisions are served, apart from the API that they are about.</summary>
internal sealed record DecideHostOptions : OperationOptions
{
    /// <summary>Where one proxy asks over HTTP; null for nowhere.</summary>
    public ProxyEndpoint? ForwardAuth { get; init; }

    /// <summary>The proxy that asks there; null for none.</summary>
    public ForwardAuthRequestMapping? Proxy { get; init; }

    /// <summary>Where Envoy asks over gRPC; null for nowhere.</summary>
    public ProxyEndpoint? ExtAuthz { get; init; }

    /// <summary>The addresses of the proxies.</summary>
    public TrustedProxies TrustedProxies { get; init; } = TrustedProxies.None;

    /// <summary>The header in which the proxies name a client's certificate; null for none.</summary>
    public ClientCertificateHeader? ClientCertificateHeader { get; init; }

    /// <summary>Certificates for addresses with https; null if there are none.</summary>
    public ProxyTls? Tls { get; init; }
}
