using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>Logs once what goes wrong with a list of revoked tokens or the fleet's store, and when it is over.</summary>
internal sealed class RevocationChanges(ILogger logger)
{
    private Dictionary<string, string?> _seen = new(StringComparer.Ordinal);
    private bool _wasConnected = true;

    /// <summary>Logs what has changed since the last look.</summary>
    /// <param name="sources">The state of each list, of every engine.</param>
    /// <param name="fleet">The fleet; null if the application stands alone.</param>
    public void Look(IEnumerable<RevocationStatus> sources, FleetStatus? fleet)
    {
        Dictionary<string, string?> seen = new(StringComparer.Ordinal);
        foreach (RevocationStatus status in sources.DistinctBy(status => status.Source))
        {
            seen[status.Source] = status.LastError;
            string? previous = _seen.GetValueOrDefault(status.Source);
            if (status.LastError is { } error && error != previous)
            {
                logger.RevocationsIncomplete(status.Source, error);
            }
            else if (status.LastError is null && previous is not null)
            {
                logger.RevocationsComplete(status.Source);
            }
        }

        _seen = seen;
        LookAt(fleet);
    }

    // Who has not asked it anything yet is not connected, and lacks nothing.
    private void LookAt(FleetStatus? fleet)
    {
        if (fleet is null or { IsConnected: false, FailedCalls: 0 } || fleet.IsConnected == _wasConnected)
        {
            return;
        }

        _wasConnected = fleet.IsConnected;
        if (fleet.IsConnected)
        {
            logger.FleetStoreReached(fleet.Store);
        }
        else
        {
            logger.FleetStoreGone(fleet.Store);
        }
    }
}
