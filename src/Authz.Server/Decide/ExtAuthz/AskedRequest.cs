using System.Net;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>The client's request, as Envoy tells it in a question (envoy.service.auth.v3.AttributeContext).</summary>
internal sealed class AskedRequest
{
    public required string Method { get; init; }

    public required string Target { get; init; }

    /// <summary>The host that the client asked for; empty if Envoy does not say.</summary>
    public required string Host { get; init; }

    /// <summary>The other end of Envoy's connection; null if it does not say.</summary>
    public required IPAddress? ClientAddress { get; init; }

    public required CheckHeaders Headers { get; init; }

    /// <summary>Whether there is a body as text, in which octets that are not UTF-8 would have been replaced.</summary>
    public required bool HasTextBody { get; init; }

    /// <summary>The body as octets; empty if there is none.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
