using System.CommandLine;
using Authz.Server.Starting;

namespace Authz.Server.Commands.Options;

/// <summary>The options of <c>authz serve</c>.</summary>
internal sealed class ServeOptions
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    public Argument<string?> Definition { get; } = new("DEFINITION")
    {
        Description = "The API definition to run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<Uri> Listen { get; } = UrlOption.Listen(DefaultUrl, loopbackOnly: false);

    public Option<Uri> Target { get; } = UrlOption.Backend(
        "--target", "The backend of routes without an integration; without DEFINITION, of everything.");

    public DefinitionOptions Input { get; } = new();

    public FleetOptions Fleet { get; } = new();

    public Option<string[]> Functions { get; } = FunctionOption.Create();

    public Option<string?> Stage { get; } = new("--stage")
    {
        Description = "The one stage to serve, from the root; by default all, each under its name.",
        HelpName = "NAME",
    };

    public Option<string?> Kestrel { get; } = new("--kestrel")
    {
        Description = "A JSON file with Kestrel's own configuration, for TLS and HTTP/2; its endpoints replace --listen.",
        HelpName = "FILE",
    };

    public Option<string[]> TrustedProxies { get; } = TrustedProxyOption.Create();

    public Option<string?> ForwardedHeaders { get; } = ForwardedHeadersOption.Create();

    public Option<string?> ClientCertificateHeader { get; } = ClientCertificateHeaderOption.Create("the connection's own certificate counts");

    public Option<Uri> Health { get; } = UrlOption.ListenBeside("--health", "The URL of /livez, /readyz and /healthz.");

    public Option<Uri> Metrics { get; } = UrlOption.ListenBeside("--metrics", "The URL of /metrics, for Prometheus.");

    public Option<string> LogFormat { get; } = LogFormatOption.Create();

    public Option<Uri> Otlp { get; } = UrlOption.Remote("--otlp", "The OpenTelemetry collector (OTLP over HTTP) for metrics and traces.");

    public Option<Uri> Inspect { get; } = UrlOption.Inspect();

    public Option<Uri> ErrorUri { get; } = UrlOption.ErrorUri();

    public Option<string?> Shadow { get; } = ShadowOption.Create();

    /// <summary>The definition to serve: the one that is named, or else the folder's; null to forward everything.</summary>
    public string? FindDefinition(ParseResult parsed, CommandConsole console)
    {
        if (parsed.GetValue(Definition) is { } named)
        {
            return named;
        }

        IReadOnlyList<string> found = DefinitionFolder.Find(Environment.CurrentDirectory);
        if (parsed.GetValue(Target) is null)
        {
            console.Announce($"Serving {found[0]}, the definition in this folder.");
            return found[0];
        }

        foreach (string name in found)
        {
            console.ReportTrouble($"warning: everything is forwarded, and {name} in this folder is not used; name it to enforce it.");
        }

        return null;
    }

    /// <summary>The command with all of this.</summary>
    public Command CreateCommand()
    {
        Command command = new("serve", "Runs an API definition as a gateway, or forwards everything if only --target is given.")
        {
            Definition,
            Listen,
            Target,
            Functions,
            Stage,
            Kestrel,
            TrustedProxies,
            ForwardedHeaders,
            ClientCertificateHeader,
            Health,
            Metrics,
            LogFormat,
            Otlp,
            Inspect,
            ErrorUri,
            Shadow,
        };
        Input.AddAllTo(command);
        Fleet.AddTo(command);
        command.Validators.Add(result => ForwardedHeadersOption.RejectAlone(result, ForwardedHeaders, TrustedProxies));
        command.Validators.Add(result => ClientCertificateHeaderOption.RejectAlone(result, ClientCertificateHeader, TrustedProxies));
        command.Validators.Add(result =>
        {
            if (result.GetValue(Definition) is not null || result.GetResult(Target) is not null)
            {
                return;
            }

            IReadOnlyList<string> found = DefinitionFolder.Find(Environment.CurrentDirectory);
            if (found.Count == 0)
            {
                result.AddError(
                    $"serve needs a DEFINITION ({DefinitionFolder.Names} in this folder needs no name), or --target URL for a gateway that " +
                    "forwards everything. authz init writes one.");
            }
            else if (found.Count > 1)
            {
                result.AddError($"this folder has {string.Join(" and ", found)}; name the one to serve.");
            }
        });
        return command;
    }
}
