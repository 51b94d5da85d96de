using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Authz.Server.Gateway;

/// <summary>
/// Has TLS ask clients for a certificate while the API in force may have tokens that are bound to one, unless Kestrel's configuration says
/// itself when to ask. Any certificate is taken: the token says which one it must be (RFC 8705 section 3), self-signed ones included.
/// </summary>
internal static class ClientCertificateRequest
{
    private const string Setting = "ClientCertificateMode";

    public static void Configure(KestrelServerOptions kestrel, IConfiguration configuration, RunningApi running)
    {
        if (configuration.AsEnumerable().Any(setting => setting.Key.EndsWith($":{Setting}", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        // Asked for each connection: a reload may have begun or ended it.
        kestrel.ConfigureHttpsDefaults(https => https.OnAuthenticate = (_, tls) =>
        {
            if (running.Current.AsksForCertificates)
            {
                tls.ClientCertificateRequired = true;

                // TLS proves that the client has the key, which is all that a bound token asks for; no chain is claimed.
#pragma warning disable CA5359
                tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
            }
        });
    }
}
