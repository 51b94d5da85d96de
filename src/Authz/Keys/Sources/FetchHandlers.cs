using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Keys.Sources;

/// <summary>Makes the handlers that send our own requests for keys: no redirect, no cookie, no compression, bounded headers.</summary>
internal static class FetchHandlers
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to be reused within one refresh, short enough to follow a change in DNS.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    /// <param name="trusted">The only roots to trust; null for the system's.</param>
    public static SocketsHttpHandler Create(X509Certificate2Collection? trusted)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = s_connectTimeout,
            PooledConnectionLifetime = s_connectionLifetime,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
        };
        if (trusted is not null)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(trusted);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
