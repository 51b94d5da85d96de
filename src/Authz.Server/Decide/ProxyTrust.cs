using System.Net;
using Authz.AspNetCore.Definitions;
using Authz.Server.Proxies;

namespace Authz.Server.Decide;

/// <summary>
/// Who may ask: proxies at trusted addresses, whoever may open our Unix socket, and holders of a certificate of the proxies' authority.
/// Everybody else is refused, which is reported once a minute.
/// </summary>
/// <param name="proxies">The trusted addresses.</param>
/// <param name="requiresCertificate">Whether TLS admits only certificates of the proxies' authority.</param>
/// <param name="report">Receives a line about strangers.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ProxyTrust(TrustedProxies proxies, bool requiresCertificate, Action<string> report, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _reported;
    private long _refused;

    /// <summary>Whether the other end of a request's connection may ask.</summary>
    public bool Trusts(HttpContext context)
    {
        IPAddress? peer = HttpRequestMapping.SourceOf(context);
        if (proxies.Contains(peer)
            || context.Features.Get<UnixSocketPeer>() is not null
            || (requiresCertificate && context.Connection.ClientCertificate is not null))
        {
            return true;
        }

        Report($"{peer} asked for a decision and is no trusted proxy");
        return false;
    }

    private void Report(string stranger)
    {
        long refused;
        lock (_gate)
        {
            _refused++;
            if (_reported is { } last && timeProvider.GetElapsedTime(last) < s_silence)
            {
                return;
            }

            _reported = timeProvider.GetTimestamp();
            (refused, _refused) = (_refused, 0);
        }

        string others = refused == 1 ? "" : $", and {refused - 1} others since the last report";
        report($"warning: {stranger}; it was refused{others}.");
    }
}
