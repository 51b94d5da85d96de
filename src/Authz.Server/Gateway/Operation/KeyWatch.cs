namespace Authz.Server.Gateway.Operation;

/// <summary>Reports once what goes wrong with an issuer's keys, from a failed fetch to a snapshot that cannot be kept.</summary>
/// <param name="authorizer">The engine.</param>
/// <param name="report">Receives a line for each problem, and when it is over.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class KeyWatch(ApiAuthorizer authorizer, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Keys, report, timeProvider)
{
    private readonly Action<string> _report = report;
    private readonly Lock _gate = new();
    private Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private HashSet<string> _warnings = new(StringComparer.Ordinal);

    protected override string Kept => "The state of the keys could not be looked at; they are used as they are.";

    protected override Task LookAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Look(authorizer.Issuers);
        }

        return Task.CompletedTask;
    }

    private void Look(IReadOnlyList<IssuerKeyStatus> issuers)
    {
        Dictionary<string, string> errors = new(StringComparer.Ordinal);
        foreach (IssuerKeyStatus status in issuers.Where(status => status.LastError is not null))
        {
            errors[$"{status.Issuer} from {status.KeySource}"] = status.IsUsable
                ? $"warning: the keys of {status.Issuer} could not be fetched ({status.LastError}); those in force stay in use."
                : $"warning: no keys of {status.Issuer} ({status.LastError}); requests that need them are refused until they are fetched.";
        }

        HashSet<string> warnings = [.. issuers.SelectMany(status => status.Warnings.Select(one => $"warning: {status.Issuer}: {one}"))];
        ReportAll(errors.Values.Except(_errors.Values).Concat(warnings.Except(_warnings)));
        foreach (string over in _errors.Keys.Except(errors.Keys))
        {
            _report($"the keys of {over} are fetched again.");
        }

        (_errors, _warnings) = (errors, warnings);
    }

    private void ReportAll(IEnumerable<string> problems)
    {
        foreach (string problem in problems)
        {
            BackgroundFaults.Count(BackgroundFaults.Keys);
            _report(problem);
        }
    }
}
