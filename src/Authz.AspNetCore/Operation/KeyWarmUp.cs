using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>Fetches an engine's keys before the first request.</summary>
internal static class KeyWarmUp
{
    // As long as a request waits for an issuer's first keys.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the keys a little; fetches that take longer go on.</summary>
    public static async Task RunAsync(ApiAuthorizer authorizer, TimeProvider time, CancellationToken cancellationToken)
    {
        Task fetch = authorizer.WarmUpAsync(cancellationToken);
        await fetch.WaitAsync(s_patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Logs the issuers without keys, and the hosts whose keys anybody on the way can replace.</summary>
    public static void Report(ApiAuthorizer authorizer, ILogger logger)
    {
        foreach (JwtConfiguration entry in authorizer.Definition.Authorizers.Values.SelectMany(one => one.JwtConfiguration))
        {
            foreach (string host in entry.InsecureHttpHosts)
            {
                logger.KeysOverHttp(entry.Issuer, host);
            }
        }

        // An authority is two issuers until discovery shows its spelling, and one outage.
        foreach (IssuerKeyStatus status in authorizer.Issuers.Where(status => !status.IsUsable)
            .DistinctBy(status => status.Issuer.TrimEnd('/'), StringComparer.Ordinal))
        {
            logger.KeysNotUsable(status.Issuer, status.LastError ?? "the fetch goes on.");
        }
    }
}
