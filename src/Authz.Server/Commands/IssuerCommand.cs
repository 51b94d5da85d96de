using System.CommandLine;
using Authz.Server.Commands.Options;
using Authz.Server.Issuer;

namespace Authz.Server.Commands;

/// <summary><c>authz issuer</c>: a dev issuer that misbehaves on command.</summary>
internal static class IssuerCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5005";

    public static Command Create()
    {
        Option<Uri> listen = UrlOption.Listen(DefaultUrl, loopbackOnly: true);
        Command command = new(
            "issuer", "Runs a dev issuer on loopback that signs for anyone, and rotates, withdraws, stalls and fails on command.")
        {
            listen,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(listen), CommandConsole.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri listen, CommandConsole console, CancellationToken cancellationToken)
    {
        await using IssuerHost? host = await ListeningServer.StartOrReportAsync(
            () => IssuerHost.StartAsync(listen, TimeProvider.System, cancellationToken), listen, console);
        if (host is null)
        {
            return ExitCode.Refused;
        }

        string line = $"Dev issuer {host.Issuer.Issuer}";
        console.Announce(line, output => output.WriteLine($"""
            {line}
              discovery  {host.Issuer.DiscoveryUri}
              key set    {host.Issuer.KeySetUri}
              token      {host.Issuer.TokenEndpoint}
              control    {host.Issuer.Issuer}control/ (rotate, withdraw, fail, stall, drip, garbage, flap, recover; docs/dev-issuer.md)
            """));
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
