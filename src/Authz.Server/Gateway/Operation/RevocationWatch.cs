namespace Authz.Server.Gateway.Operation;

/// <summary>Reports once what goes wrong with a list of revoked tokens or the fleet's store, and when it is over.</summary>
/// <param name="authorizer">The engine.</param>
/// <param name="fleet">The fleet; null if there is none.</param>
/// <param name="report">Receives a line for each change.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class RevocationWatch(ApiAuthorizer authorizer, Fleet? fleet, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Revocations, report, timeProvider)
{
    private readonly Action<string> _report = report;
    private Dictionary<string, string?> _seen = new(StringComparer.Ordinal);
    private bool _wasConnected = true;

    protected override string Kept => "The state of the revocations could not be looked at; they are used as they are.";

    protected override Task LookAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string?> seen = new(StringComparer.Ordinal);
        foreach (RevocationStatus status in authorizer.Revocations)
        {
            seen[status.Source] = status.LastError;
            bool isKnown = _seen.TryGetValue(status.Source, out string? previous);
            if (status.LastError is { } error && (!isKnown || error != previous))
            {
                BackgroundFaults.Count(BackgroundFaults.Revocations);
                _report($"warning: the revocations of {status.Source} may be incomplete ({error}); they are relied on up to maximumStaleness.");
            }
            else if (status.LastError is null && previous is not null)
            {
                _report($"the revocations of {status.Source} are complete again.");
            }
        }

        _seen = seen;
        LookAtStore();
        return Task.CompletedTask;
    }

    private void LookAtStore()
    {
        // Who has not asked it anything yet is not connected, and lacks nothing.
        if (fleet?.Status is not { } status || status is { IsConnected: false, FailedCalls: 0 })
        {
            return;
        }

        if (status.IsConnected != _wasConnected)
        {
            _report(status.IsConnected
                ? $"the fleet's store {status.Store} is reached again."
                : $"warning: the fleet's store {status.Store} cannot be reached; this replica goes on alone.");
        }

        _wasConnected = status.IsConnected;
    }
}
