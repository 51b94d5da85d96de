using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Hosting;
using Authz.Server.Inspector;

namespace Authz.Server.Commands;

/// <summary>
/// Runs the server of an API from its start to its end: its keys, the reloads of its definition, health and inspector.
/// </summary>
/// <param name="running">The API.</param>
/// <param name="served">The file of its definition; null if it has none.</param>
/// <param name="options">What runs beside the server.</param>
/// <param name="console">Receives what happens.</param>
internal sealed class ServiceRun(RunningApi running, ServedDefinition? served, OperationOptions options, CommandConsole console)
{
    /// <summary>Starts the server with what watches beside it; null if that fails, which is reported.</summary>
    public required Func<IEnumerable<PollingService>, CancellationToken, Task<ApiHost?>> Start { get; init; }

    /// <summary>What is decided beside the API; null for nothing.</summary>
    public ServedShadow? Shadow { get; init; }

    /// <summary>The fleet that the server is a replica of; null if it stands alone.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>Starts the inspector; null for none.</summary>
    public InspectorStart? Inspector { get; init; }

    /// <summary>Warns of files that others than their owner can change.</summary>
    public static void ReportFileTrust(GatewayDefinition definition, IEnumerable<string> files, CommandConsole console)
    {
        foreach (string problem in FileTrust.FindProblems(definition.Definition, files))
        {
            console.ReportTrouble($"warning: {problem}");
        }
    }

    /// <summary>Runs until it is told to stop; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunToTheEndAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it was ready, such as while the first keys are on their way: a stop as any other.
            return ExitCode.Done;
        }
    }

    private async Task<int> RunToTheEndAsync(CancellationToken cancellationToken)
    {
        if (Shadow is not null && !await Shadow.StartAsync(running, cancellationToken))
        {
            return ExitCode.Refused;
        }

        using KeyWatch keys = new(running.Authorizer, console.ReportTrouble, options.TimeProvider);
        await using ApiHost? host = await Start(CreateWatches(keys), cancellationToken);
        if (host is null)
        {
            return ExitCode.Refused;
        }

        await using HealthHost? health = options.Health is { } listen
            ? await ListeningServer.StartOrReportAsync(
                () => HealthHost.StartAsync(listen, running.Authorizer, served?.Reloads, Fleet, host.Draining, cancellationToken),
                listen,
                console,
                "--health")
            : null;
        if (options.Health is not null && health is null)
        {
            return ExitCode.Refused;
        }

        await using MetricsHost? metrics = options.Metrics is { } address
            ? await ListeningServer.StartOrReportAsync(() => MetricsHost.StartAsync(address, cancellationToken), address, console, "--metrics")
            : null;
        if (options.Metrics is not null && metrics is null)
        {
            return ExitCode.Refused;
        }

        await running.Authorizer.WarmUpAsync(cancellationToken);
        await keys.CheckAsync(cancellationToken);
        await using InspectorHost? inspected = Inspector is null ? null : await Inspector.RunAsync(console, cancellationToken);
        if (Inspector is not null && inspected is null)
        {
            return ExitCode.Refused;
        }

        WriteBanner(host, health, metrics);
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    private List<PollingService> CreateWatches(KeyWatch keys)
    {
        List<PollingService> watches = [keys, new RevocationWatch(running.Authorizer, Fleet, console.ReportTrouble, options.TimeProvider)];
        if (served is not null)
        {
            watches.Add(new DefinitionWatch(running, served.ReadChangeAsync, served.Reloads, console.Announce, console.ReportTrouble, options.TimeProvider));
        }

        if (Shadow is not null)
        {
            watches.Add(Shadow.CreateWatch(running, options.TimeProvider));
        }

        return watches;
    }

    private void WriteBanner(ApiHost host, HealthHost? health, MetricsHost? metrics) => console.Announce(
        $"listening on {string.Join(" and ", host.Addresses)}",
        output => GatewayBanner.Write(output, host.Addresses, health?.Address, metrics?.Address, running));
}
