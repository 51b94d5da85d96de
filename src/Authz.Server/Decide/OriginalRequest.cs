using System.Net;
using Authz.Server.Proxies;

namespace Authz.Server.Decide;

/// <summary>The client's request that a proxy asks about, as the proxy says it.</summary>
/// <param name="Authorization">Method, target and headers, as the engine judges them.</param>
/// <param name="Host">The host that the client asked for, with its port if it named one; empty if the proxy does not say.</param>
/// <param name="ClientAddress">The other end of the proxy's connection; null if the proxy does not say.</param>
internal readonly record struct OriginalRequest(AuthorizationRequest Authorization, string Host, IPAddress? ClientAddress)
{
    /// <summary>The request of a client that has shown this certificate: the connection's own certificate is the proxy's.</summary>
    public OriginalRequest WithClientCertificate(string? thumbprint) => this with
    {
        Authorization = Authorization with { ClientCertificateThumbprint = thumbprint },
    };

    /// <summary>An address in its usual form; null if the text is none.</summary>
    public static IPAddress? ReadAddress(string? text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? TrustedProxies.Unmap(address) : null;

    /// <summary>An address in its usual form; null if the text is none.</summary>
    public static IPAddress? ReadAddress(ReadOnlySpan<byte> utf8) =>
        IPAddress.TryParse(utf8, out IPAddress? address) ? TrustedProxies.Unmap(address) : null;
}
