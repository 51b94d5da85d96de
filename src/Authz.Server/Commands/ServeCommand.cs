using System.CommandLine;
using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;
using Authz.Server.Hosting;
using Authz.Server.Inspector;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;

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
        CommandConsole console = CommandConsole.Of(parsed, LogFormatOption.ToFormat(parsed.GetValue(options.LogFormat)));
        if (await ReadGatewayOptionsAsync(options, parsed, console, cancellationToken) is not { } gateway)
        {
            return ExitCode.Refused;
        }

        if (!options.Fleet.TryCreate(parsed, console, out FleetConnection? connection))
        {
            return ExitCode.Refused;
        }

        using FleetConnection? fleet = connection;
        await using AccessLogSinks accessLogs = new(console.Output, console.ReportTrouble, console.AccessLogFrame);
        HashSet<string> unaddressed = new(StringComparer.Ordinal);
        GatewayCompilerOptions compiler = new()
        {
            ListenAddresses = gateway.ListenAddresses,
            ReportUnaddressed = function => ReportUnaddressed(function, unaddressed, console),
            Target = parsed.GetValue(options.Target),
            Functions = FunctionOption.ToAddresses(parsed.GetValue(options.Functions)),
            Stage = parsed.GetValue(options.Stage),
            AccessLogs = accessLogs,
        };
        GatewayStages Compile(ApiDefinition definition, out IReadOnlyList<string> problems) =>
            GatewayCompiler.Compile(definition, compiler, out problems);

        options.Input.Read(parsed).Announce(console);
        string? named = options.FindDefinition(parsed, console);
        ServedDefinition? served = named is { } path
            ? new ServedDefinition(path, options.Input.Read(parsed), Compile, console)
            : null;
        GatewayDefinition? definition = served is null ? CreateQuickly(compiler, console) : await served.ReadAsync(cancellationToken);
        if (definition is null)
        {
            return ExitCode.Refused;
        }

        IEnumerable<string?> files = [.. served?.Files ?? [], gateway.KestrelPath];
        ServiceRun.ReportFileTrust(definition, files.OfType<string>(), console);
        using RunningApi running = new(definition, new ApiAuthorizerOptions
        {
            ErrorUri = parsed.GetValue(options.ErrorUri),
            ReadsTools = true,
            Fleet = fleet?.Fleet,
        });
        InspectorStart? inspector = gateway.Decisions is null ? null : new()
        {
            Listen = parsed.GetRequiredValue(options.Inspect),
            Target = compiler.Target,
            Definition = named,
            Input = options.Input.Read(parsed),
            Authorizer = running.Authorizer,
            Decisions = gateway.Decisions,
            Fleet = fleet?.Fleet,
        };
        ServiceRun run = new(running, served, gateway, console)
        {
            Fleet = fleet?.Fleet,
            Start = (watches, cancellation) => StartGatewayAsync(running, gateway, watches, console, cancellation),
            Inspector = inspector,
            Shadow = ShadowOption.Read(parsed.GetValue(options.Shadow), options.Input.Read(parsed), console),
        };
        return await run.RunAsync(cancellationToken);
    }

    private static GatewayDefinition? CreateQuickly(GatewayCompilerOptions compiler, CommandConsole console)
    {
        GatewayDefinition? definition = QuickCreate.Create(compiler, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            console.ReportTrouble(problem);
        }

        return definition;
    }

    private static void ReportUnaddressed(string function, HashSet<string> reported, CommandConsole console)
    {
        if (reported.Add(function))
        {
            console.ReportTrouble(
                $"note: the function '{function}' has no address, so its routes answer 503; give it with --function {function}=URL.");
        }
    }

    // Null after the file of --kestrel could not be used, which was reported.
    private static async Task<GatewayOptions?> ReadGatewayOptionsAsync(
        ServeOptions options, ParseResult parsed, CommandConsole console, CancellationToken cancellationToken)
    {
        string? kestrelPath = parsed.GetValue(options.Kestrel);
        EndpointsFile? file = kestrelPath is null ? null : new EndpointsFile(kestrelPath);
        IConfiguration? kestrel = file is null ? null : await KestrelFile.ReadAsync(file, kestrelPath!, console, cancellationToken);
        if (file is not null && kestrel is null)
        {
            return null;
        }

        Uri listen = parsed.GetRequiredValue(options.Listen);
        TrustedProxies proxies = TrustedProxyOption.ToProxies(parsed.GetValue(options.TrustedProxies));
        return new GatewayOptions
        {
            Listen = listen,
            ListenAddresses = new ListenAddresses(listen, kestrel),
            ForwardedRequests = new ForwardedRequests(proxies, ForwardedHeadersOption.ToFamily(parsed.GetValue(options.ForwardedHeaders))),
            ClientCertificates = new ClientCertificates(
                proxies, ClientCertificateHeader.Find(parsed.GetValue(options.ClientCertificateHeader))),
            KestrelPath = kestrelPath,
            KestrelFile = file,
            Kestrel = kestrel,
            EndpointFaults = kestrel is null ? null : new EndpointFaults(console.ReportTrouble),
            Report = console.ReportTrouble,
            Health = parsed.GetValue(options.Health),
            Metrics = parsed.GetValue(options.Metrics),
            LogFormat = LogFormatOption.ToFormat(parsed.GetValue(options.LogFormat)),
            Otlp = parsed.GetValue(options.Otlp),
            Decisions = parsed.GetValue(options.Inspect) is null ? null : new DecisionCounts(),
        };
    }

    private static async Task<ApiHost?> StartGatewayAsync(
        RunningApi running,
        GatewayOptions options,
        IEnumerable<PollingService> watches,
        CommandConsole console,
        CancellationToken cancellationToken)
    {
        if (options is { KestrelFile: { } file, EndpointFaults: { } faults })
        {
            watches = watches.Append(
                new EndpointsWatch(file, options.KestrelPath!, faults, console.ReportTrouble, options.TimeProvider));
        }

        Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(running, options, watches, cancellationToken);
        GatewayHost? host = options.KestrelPath is { } configuration
            ? await ListeningServer.StartOrReportAsync(StartAsync, configuration, console)
            : await ListeningServer.StartOrReportAsync(StartAsync, options.Listen, console);
        if (host is not null)
        {
            options.ListenAddresses?.AddBound(host.Addresses);
        }

        return host;
    }
}
