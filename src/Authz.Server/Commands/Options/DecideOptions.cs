using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Decide.Printing;

namespace Authz.Server.Commands.Options;

/// <summary>The options of <c>authz decide</c>.</summary>
internal sealed class DecideOptions
{
    public Argument<string> Definition { get; } = new("DEFINITION") { Description = "The API definition that decides." };

    public DefinitionOptions Input { get; } = new();

    public FleetOptions Fleet { get; } = new();

    public Option<string?> ForwardAuth { get; } = Endpoint(
        "--forward-auth", "Where one proxy asks over HTTP: http://IP:PORT, https://IP:PORT or unix:PATH.");

    public Option<string?> Proxy { get; } = OneOf(
        "--proxy", "The proxy that asks at --forward-auth, whose words alone are read", ForwardAuthRequestMapping.All.Keys);

    public Option<string?> ExtAuthz { get; } = Endpoint(
        "--ext-authz", "Where proxies ask over gRPC (envoy.service.auth.v3): http://IP:PORT, https://IP:PORT or unix:PATH.");

    public Option<string[]> TrustedProxies { get; } = TrustedProxyOption.Create();

    public Option<string?> ClientCertificateHeader { get; } = ClientCertificateHeaderOption.Create("no client has a certificate");

    public Option<string?> Certificate { get; } = PemFile("--certificate", "The certificate for https addresses, with its chain.");

    public Option<string?> CertificateKey { get; } = PemFile("--certificate-key", "The key of --certificate.");

    public Option<string?> ProxyAuthority { get; } = PemFile(
        "--proxy-authority", "Whoever issues the proxies' certificates: https addresses then ask for one, and its holder is trusted.");

    public Option<string?> Stage { get; } = new("--stage")
    {
        Description = "The one stage to decide for, from the root; by default all, each under its name.",
        HelpName = "NAME",
    };

    public Option<Uri> Health { get; } = UrlOption.ListenBeside("--health", "The URL of /livez, /readyz and /healthz.");

    public Option<Uri> Metrics { get; } = UrlOption.ListenBeside("--metrics", "The URL of /metrics, for Prometheus.");

    public Option<string> LogFormat { get; } = LogFormatOption.Create();

    public Option<Uri> Otlp { get; } = UrlOption.Remote("--otlp", "The OpenTelemetry collector (OTLP over HTTP) for metrics and traces.");

    public Option<Uri> Inspect { get; } = UrlOption.Inspect();

    public Option<Uri> ErrorUri { get; } = UrlOption.ErrorUri();

    public Option<string?> Shadow { get; } = ShadowOption.Create();

    public Option<string?> Print { get; } = OneOf(
        "--print", "Prints a proxy's configuration for this definition, and ends", ProxyConfiguration.All.Keys);

    public Option<Uri> Upstream { get; } = UrlOption.Origin("--upstream", "With --print: the server that the proxy protects.");

    public Option<Uri> Listen { get; } = UrlOption.Listen("http://127.0.0.1:8080", loopbackOnly: false);

    /// <summary>The command with all of this.</summary>
    public Command CreateCommand()
    {
        Listen.Description = "With --print: the URL at which the proxy itself listens. Default: http://127.0.0.1:8080";
        Command command = new("decide", "Decides requests that nginx, Caddy, Traefik, Envoy or another proxy forwards.")
        {
            Definition,
            ForwardAuth,
            Proxy,
            ExtAuthz,
            TrustedProxies,
            ClientCertificateHeader,
            Certificate,
            CertificateKey,
            ProxyAuthority,
            Stage,
            Health,
            Metrics,
            LogFormat,
            Otlp,
            Inspect,
            ErrorUri,
            Shadow,
            Print,
            Upstream,
            Listen,
        };
        Input.AddAllTo(command);
        Fleet.AddTo(command);
        command.Validators.Add(Validate);
        return command;
    }

    /// <summary>The address that a valid option has; null for none.</summary>
    public static ProxyEndpoint? EndpointOf(string? option) => option is null ? null : ProxyEndpoint.Parse(option, out _);

    private void Validate(CommandResult result)
    {
        if (result.GetResult(Print) is not null)
        {
            Require(result, result.GetResult(Upstream) is not null, "--print needs --upstream URL, the server that the proxy protects.");
            Require(
                result, result.GetResult(ClientCertificateHeader) is null,
                "--client-certificate-header is for the decider; a printed configuration says which one it sets.");
            return;
        }

        // Read as text: of an option that stands twice, which the parser refuses, there is no value.
        IEnumerable<string> addresses = new[] { ForwardAuth, ExtAuthz }
            .SelectMany(option => result.GetResult(option)?.Tokens ?? [])
            .Select(token => token.Value);
        Require(
            result, result.GetResult(ForwardAuth) is not null || result.GetResult(ExtAuthz) is not null,
            "decide needs --forward-auth URL with --proxy NAME, --ext-authz URL, or --print PROXY.");
        Require(
            result, result.GetResult(ForwardAuth) is null == result.GetResult(Proxy) is null,
            $"--forward-auth and --proxy belong together: {string.Join(", ", ForwardAuthRequestMapping.All.Keys)}. Nothing is guessed.");
        ValidateTrust(result, addresses.Select(address => ProxyEndpoint.Parse(address, out _)).OfType<ProxyEndpoint>());
    }

    private void ValidateTrust(CommandResult result, IEnumerable<ProxyEndpoint> endpoints)
    {
        bool hasCertificate = result.GetResult(Certificate) is not null && result.GetResult(CertificateKey) is not null;
        bool hasAuthority = result.GetResult(ProxyAuthority) is not null;
        bool hasTls = false;
        foreach (ProxyEndpoint endpoint in endpoints)
        {
            hasTls |= endpoint.IsTls;
            Require(result, hasCertificate || !endpoint.IsTls, $"{endpoint.Text} needs --certificate FILE and --certificate-key FILE.");
            bool isTrusted = endpoint.SocketPath is not null || (endpoint.IsTls && hasAuthority);
            Require(
                result, isTrusted || result.GetResult(TrustedProxies) is not null,
                $"nobody may ask at {endpoint.Text}: name the proxies with --trusted-proxy CIDR, or use unix:PATH, or https with " +
                "--proxy-authority FILE.");
        }

        bool hasFiles = hasAuthority || result.GetResult(Certificate) is not null || result.GetResult(CertificateKey) is not null;
        Require(result, hasTls || !hasFiles, "--certificate, --certificate-key and --proxy-authority are for https addresses.");
    }

    private static void Require(CommandResult result, bool holds, string problem)
    {
        if (!holds)
        {
            result.AddError(problem);
        }
    }

    private static Option<string?> PemFile(string name, string description) => new(name)
    {
        Description = description + " PEM, read at start.",
        HelpName = "FILE",
    };

    private static Option<string?> OneOf(string name, string description, IEnumerable<string> values)
    {
        Option<string?> option = new(name) { Description = $"{description}: {string.Join(", ", values)}.", HelpName = "NAME" };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static Option<string?> Endpoint(string name, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = "URL" };
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
            if (ProxyEndpoint.Parse(text, out string? problem) is null)
            {
                result.AddError($"{name} '{text}' {problem}");
            }
        });
        return option;
    }
}
