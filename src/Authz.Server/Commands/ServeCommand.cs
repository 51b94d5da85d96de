using System.CommandLine;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Operation;

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
        };
        return await ServeAsync(definition, served, gateway, console, cancellationToken);
    }

    private static async Task<int> ServeAsync(
        GatewayDefinition definition,
        ServedDefinition? served,
        GatewayOptions options,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        using RunningApi running = new(definition);
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
                () => HealthHost.StartAsync(listen, running.Authorizer, host.Draining, cancellationToken), listen, console.Error, "--health")
            : null;
        if (options.Health is not null && health is null)
        {
            return ExitCode.Refused;
        }

        await WarmUpAsync(running.Authorizer, console, cancellationToken);
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
                $"authz: warning: no keys of {issuer.Issuer} ({issuer.LastError}); requests that need them are refused until there are some.");
        }
    }
}
