using System.CommandLine;
using System.Security.Cryptography;
using Authz.Server.Commands.Options;
using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Decide.Printing;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Requests;
using Authz.Server.Gateway.Stages;
using Authz.Server.Inspector;
using Authz.Server.Proxies;

namespace Authz.Server.Commands;

/// <summary><c>authz decide</c>: decisions for other proxies, and their configurations.</summary>
internal static class DecideCommand
{
    private const string ForwardAuthDefault = "http://127.0.0.1:9001";
    private const string ExtAuthzDefault = "http://127.0.0.1:9002";

    public static Command Create()
    {
        DecideOptions options = new();
        Command command = options.CreateCommand();
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(options.Print) is { } proxy
            ? PrintAsync(proxy, options, parsed, cancellationToken)
            : RunAsync(options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> PrintAsync(string proxy, DecideOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        CommandConsole console = CommandConsole.Of(parsed);
        bool overHttp = ProxyConfiguration.AsksOverHttp(
            proxy, parsed.GetValue(options.ForwardAuth) is not null && parsed.GetValue(options.ExtAuthz) is null);
        StageCompilerOptions compiler = new() { Stage = parsed.GetValue(options.Stage) };
        GatewayStages Compile(ApiDefinition definition, out IReadOnlyList<string> problems) =>
            DecisionCompiler.Compile(definition, compiler, overHttp, out problems);

        string path = parsed.GetRequiredValue(options.Definition);
        ServedDefinition served = new(path, options.Input.Read(parsed), Compile, console);
        if (await served.ReadAsync(cancellationToken) is not { Definition: var definition })
        {
            return ExitCode.Refused;
        }

        PrintedProxy printed = new()
        {
            Definition = path,
            Upstream = parsed.GetRequiredValue(options.Upstream),
            Listen = parsed.GetRequiredValue(options.Listen),
            ForwardAuth = DecideOptions.EndpointOf(parsed.GetValue(options.ForwardAuth) ?? ForwardAuthDefault)!,
            ExtAuthz = DecideOptions.EndpointOf(parsed.GetValue(options.ExtAuthz) ?? ExtAuthzDefault)!,
            AsksOverHttp = overHttp,
            HeadBytes = RequestLimits.HeadBytesOf(definition),
            Headers = MappedHeaders.Of(definition),
            ReadHeaders = ReadHeaders.Of(definition),
            ToolBodyBytes = PrintedProxy.ToolBodyBytesOf(definition),
            AsksForCertificates = GatewayApi.HasCertificateBinding(definition),
        };
        return Print(proxy, printed, console);
    }

    private static int Print(string proxy, PrintedProxy printed, CommandConsole console)
    {
        try
        {
            console.Output.Write(ProxyConfiguration.All[proxy](printed));
            return ExitCode.Done;
        }
        catch (UnprintableException exception)
        {
            console.ReportTrouble(exception.Message);
            return ExitCode.Refused;
        }
    }

    private static async Task<int> RunAsync(DecideOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        CommandConsole console = CommandConsole.Of(parsed, LogFormatOption.ToFormat(parsed.GetValue(options.LogFormat)));
        if (!TryReadTls(options, parsed, console, out ProxyTls? tls))
        {
            return ExitCode.Refused;
        }

        if (!options.Fleet.TryCreate(parsed, console, out FleetConnection? connection))
        {
            return ExitCode.Refused;
        }

        using FleetConnection? fleet = connection;
        await using AccessLogSinks accessLogs = new(console.Output, console.ReportTrouble, console.AccessLogFrame);
        StageCompilerOptions compiler = new() { Stage = parsed.GetValue(options.Stage), AccessLogs = accessLogs };
        bool overHttp = parsed.GetValue(options.ForwardAuth) is not null;
        MappedHeaderChanges? mapped = overHttp ? new MappedHeaderChanges(console.ReportTrouble) : null;
        GatewayStages Compile(ApiDefinition definition, out IReadOnlyList<string> problems)
        {
            GatewayStages stages = DecisionCompiler.Compile(definition, compiler, overHttp, out problems);
            if (problems.Count == 0)
            {
                mapped?.Look(definition);
            }

            return stages;
        }

        options.Input.Read(parsed).Announce(console);
        string path = parsed.GetRequiredValue(options.Definition);
        ServedDefinition served = new(path, options.Input.Read(parsed), Compile, console);
        if (await served.ReadAsync(cancellationToken) is not { } definition)
        {
            return ExitCode.Refused;
        }

        ServiceRun.ReportFileTrust(definition, served.Files, console);
        DecideHostOptions host = ReadHostOptions(options, parsed, tls, console);
        ApiAuthorizerOptions authorizer = new()
        {
            ErrorUri = parsed.GetValue(options.ErrorUri),
            ReadsTools = !overHttp,
            Fleet = fleet?.Fleet,
        };
        using RunningApi running = new(definition, authorizer);
        ServiceRun run = new(running, served, host, console)
        {
            Fleet = fleet?.Fleet,
            Start = async (watches, cancellation) => await ListeningServer.StartOrReportAsync(
                () => DecideHost.StartAsync(running, host, watches, cancellation), "authz decide", console),
            Shadow = ShadowOption.Read(parsed.GetValue(options.Shadow), options.Input.Read(parsed), console),
            Inspector = host.Decisions is null ? null : new InspectorStart
            {
                Listen = parsed.GetRequiredValue(options.Inspect),
                Definition = path,
                Input = options.Input.Read(parsed),
                Authorizer = running.Authorizer,
                Decisions = host.Decisions,
                Fleet = fleet?.Fleet,
            },
        };
        return await run.RunAsync(cancellationToken);
    }

    private static DecideHostOptions ReadHostOptions(DecideOptions options, ParseResult parsed, ProxyTls? tls, CommandConsole console) => new()
    {
        ForwardAuth = DecideOptions.EndpointOf(parsed.GetValue(options.ForwardAuth)),
        Proxy = parsed.GetValue(options.Proxy) is { } proxy ? ForwardAuthRequestMapping.All[proxy] : null,
        ExtAuthz = DecideOptions.EndpointOf(parsed.GetValue(options.ExtAuthz)),
        TrustedProxies = TrustedProxyOption.ToProxies(parsed.GetValue(options.TrustedProxies)),
        ClientCertificateHeader = ClientCertificateHeader.Find(parsed.GetValue(options.ClientCertificateHeader)),
        Tls = tls,
        Report = console.ReportTrouble,
        Health = parsed.GetValue(options.Health),
        Metrics = parsed.GetValue(options.Metrics),
        LogFormat = LogFormatOption.ToFormat(parsed.GetValue(options.LogFormat)),
        Otlp = parsed.GetValue(options.Otlp),
        Decisions = parsed.GetValue(options.Inspect) is null ? null : new DecisionCounts(),
    };

    // False after a file that cannot be used was reported.
    private static bool TryReadTls(DecideOptions options, ParseResult parsed, CommandConsole console, out ProxyTls? tls)
    {
        tls = null;
        if (parsed.GetValue(options.Certificate) is not { } certificate)
        {
            return true;
        }

        string? authority = parsed.GetValue(options.ProxyAuthority);
        try
        {
            tls = ProxyTls.Read(certificate, parsed.GetValue(options.CertificateKey)!, authority);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            console.ReportTrouble($"the certificates cannot be used: {exception.Message}");
            return false;
        }
    }
}
