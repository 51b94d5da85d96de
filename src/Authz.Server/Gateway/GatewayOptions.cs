using Authz.Server.Gateway.Operation;
using Authz.Server.Hosting;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;

namespace Authz.Server.Gateway;

/// <summary>How a gateway runs, apart from the API that it serves.</summary>
internal sealed record GatewayOptions : OperationOptions
{
    /// <summary>The address to listen on; ignored if <see cref="Kestrel"/> names endpoints.</summary>
    public required Uri Listen { get; init; }

    /// <summary>The path of <see cref="KestrelFile"/>, for messages.</summary>
    public string? KestrelPath { get; init; }

    /// <summary>The file with <see cref="Kestrel"/>; null if it does not change.</summary>
    public EndpointsFile? KestrelFile { get; init; }

    /// <summary>Kestrel's own configuration: endpoints, certificates, protocols; null for plain HTTP/1.1 on <see cref="Listen"/>.</summary>
    public IConfiguration? Kestrel { get; init; }

    /// <summary>Where clients' addresses come from.</summary>
    public ForwardedRequests ForwardedRequests { get; init; } = ForwardedRequests.OfConnections;

    /// <summary>Where clients' certificates come from.</summary>
    public ClientCertificates ClientCertificates { get; init; } = ClientCertificates.OfConnections;

    /// <summary>Receives the actual addresses, for the definitions that are read later; null if none are.</summary>
    public ListenAddresses? ListenAddresses { get; init; }

    /// <summary>What Kestrel could not put into force; null if its configuration does not change.</summary>
    public EndpointFaults? EndpointFaults { get; init; }
}
