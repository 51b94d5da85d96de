namespace Authz.Server.Gateway.Operation;

/// <summary>
/// Reports once what goes wrong with an issuer's keys, from a failed fetch to a snapshot that cannot be kept; each change of the keys; and
/// hosts whose keys anybody on the way can replace.
/// </summary>
/// <param name="authorizer">The engine.</param>
/// <param name="report">Receives a line for each problem, and when it is over.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class KeyWatch(ApiAuthorizer authorizer, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Keys, report, timeProvider)
{
    private readonly Action<string> _report = report;
    private readonly Lock _gate = new();
    private Dictionary<string, IssuerKeyStatus> _seen = new(StringComparer.Ordinal);
    private HashSet<string> _warnings = new(StringComparer.Ordinal);
    private HashSet<string> _hosts = new(StringComparer.Ordinal);

    protected override string Kept => "The state of the keys could not be looked at; they are used as they are.";

    protected override Task LookAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Look(authorizer.Issuers);
            LookAtHosts(authorizer.Definition);
        }

        return Task.CompletedTask;
    }

    private void Look(IReadOnlyList<IssuerKeyStatus> issuers)
    {
        Dictionary<string, IssuerKeyStatus> seen = new(StringComparer.Ordinal);
        foreach (IssuerKeyStatus status in issuers)
        {
            string name = $"{status.Issuer} from {status.KeySource}";
            seen[name] = status;
            ReportChange(name, status, _seen.GetValueOrDefault(name));
        }

        HashSet<string> warnings = [.. issuers.SelectMany(status => status.Warnings.Select(one => $"warning: {status.Issuer}: {one}"))];
        foreach (string warning in warnings.Except(_warnings))
        {
            ReportProblem(warning);
        }

        (_seen, _warnings) = (seen, warnings);
    }

    private void ReportChange(string name, IssuerKeyStatus status, IssuerKeyStatus? previous)
    {
        if (status.LastError is { } error && (error, status.IsUsable) != (previous?.LastError, previous?.IsUsable))
        {
            string retry = $"{error}{(error.EndsWith('.') ? "" : ".")} Next try at {status.NextRefresh:u}";
            ReportProblem(status.IsUsable
                ? $"warning: the keys of {status.Issuer} could not be fetched ({retry}); those in force stay in use."
                : $"warning: no keys of {status.Issuer} ({retry}); requests that need them are refused until they are fetched.");
        }
        else if (status.LastError is null && previous?.LastError is not null)
        {
            _report($"note: the keys of {name} are fetched again.");
        }

        if (previous is not null && status.Rotations > previous.Rotations)
        {
            string keys = string.Join(", ", status.Keys.Select(key => $"{string.Join('/', key.Algorithms)} {key.KeyId ?? "(no kid)"}"));
            _report($"note: the keys of {name} have changed: {keys}.");
        }
    }

    private void LookAtHosts(ApiDefinition definition)
    {
        HashSet<string> hosts =
        [
            .. from authorizer in definition.Authorizers.Values
               from entry in authorizer.JwtConfiguration
               from host in entry.InsecureHttpHosts
               select $"warning: the keys of {entry.Issuer} may come from {host} over http: whoever is on the way to it can issue tokens.",
        ];
        foreach (string warning in hosts.Except(_hosts))
        {
            _report(warning);
        }

        _hosts = hosts;
    }

    private void ReportProblem(string problem)
    {
        BackgroundFaults.Count(BackgroundFaults.Keys);
        _report(problem);
    }
}
