using System.CommandLine;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Operation;
using Authz.Server.Inspector;

namespace Authz.Server.Commands;

/// <summary><c>authz serve</c>: the gateway.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        ServeOptions options = new();
        Command command = options.CreateCommand();
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServeOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        InvocationConfiguration console = parsed.InvocationConfiguration;
        await using AccessLogSinks accessLogs = new(console.Output);
        GatewayCompilerOptions compiler = new()
        {
            Target = parsed.GetValue(options.Target),
            Functions = FunctionOption.ToAddresses(parsed.GetValue(options.Functions)),
            Stage = parsed.GetValue(options.Stage),
            AccessLogs = accessLogs,
        };
        ServedDefinition? served = parsed.GetValue(options.Definition) is { } path
            ? new ServedDefinition(path, parsed.GetValue(options.Parameters), compiler, console.Error)
            : null;
        GatewayDefinition? definition = served is null ? QuickCreate.For(compiler.Target!) : await served.ReadAsync(cancellationToken);
        if (definition is null)
        {
            return ExitCode.Refused;
        }

        string? kestrelPath = parsed.GetValue(options.Kestrel);
        IConfiguration? kestrel = kestrelPath is null ? null : await KestrelFile.ReadAsync(kestrelPath, console.Error);
        if (kestrelPath is not null && kestrel is null)
        {
            return ExitCode.Refused;
        }

        GatewayOptions gateway = new()
        {
            Listen = parsed.GetRequiredValue(options.Listen),
            KestrelPath = kestrelPath,
            Kestrel = kestrel,
            Health = parsed.GetValue(options.Health),
            Otlp = parsed.GetValue(options.Otlp),
            Decisions = parsed.GetValue(options.Inspect) is null ? null : new DecisionCounts(),
        };
        using RunningApi running = new(definition, new ApiAuthorizerOptions { ErrorUri = parsed.GetValue(options.ErrorUri) });
        InspectorStart? inspector = gateway.Decisions is null ? null : new()
        {
            Listen = parsed.GetRequiredValue(options.Inspect),
            Target = compiler.Target,
            Definition = parsed.GetValue(options.Definition),
            Parameters = parsed.GetValue(options.Parameters),
            Authorizer = running.Authorizer,
            Decisions = gateway.Decisions,
        };
        return await ServeAsync(running, served, gateway, inspector, console, cancellationToken);
    }

    private static async Task<int> ServeAsync(
        RunningApi running,
        ServedDefinition? served,
        GatewayOptions options,
        InspectorStart? inspector,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        DefinitionWatch? watch = served is null
            ? null
            : new DefinitionWatch(running, served.ReadChangeAsync, console.Output, options.TimeProvider);
        Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(running, options, watch, cancellationToken);
        await using GatewayHost? host = options.KestrelPath is { } configuration
            ? await ListeningServer.StartOrReportAsync(StartAsync, configuration, console.Error)
            : await ListeningServer.StartOrReportAsync(StartAsync, options.Listen, console.Error);
        if (host is null)
        {
            return ExitCode.Refused;
        }

        await using HealthHost? health = options.Health is { } listen
            ? await ListeningServer.StartOrReportAsync(
                () => HealthHost.StartAsync(listen, running.Authorizer, host.Draining, cancellationToken), listen, console.Error,
                "--health")
            : null;
        if (options.Health is not null && health is null)
        {
            return ExitCode.Refused;
        }

        await WarmUpAsync(running.Authorizer, console, cancellationToken);
        await using InspectorHost? inspected = inspector is null ? null : await inspector.RunAsync(console, cancellationToken);
        if (inspector is not null && inspected is null)
        {
            return ExitCode.Refused;
        }

        GatewayBanner.Write(console.Output, host.Addresses, health?.Address, running);
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static async Task WarmUpAsync(ApiAuthorizer authorizer, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        await authorizer.WarmUpAsync(cancellationToken);
        foreach (IssuerKeyStatus issuer in authorizer.Issuers.Where(issuer => !issuer.IsUsable))
        {
            await console.Error.WriteLineAsync(
                $"authz: warning: no keys of {issuer.Issuer} ({issuer.LastError}); requests that need them are refused until there are " +
                "some.");
        }
    }
}
