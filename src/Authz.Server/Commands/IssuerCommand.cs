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
        Option<string?> keys = new("--keys")
        {
            Description = "Keeps the private keys in this file, so that tokens outlive a restart, or takes them from PEM. Default: new keys at every start",
            HelpName = "FILE",
        };
        Option<bool> nonces = new("--dpop-nonce")
        {
            Description = "Whether the proof of a token request (DPoP) must bear a nonce of the issuer.",
        };
        Command command = new(
            "issuer",
            "Runs a dev issuer on loopback that signs for anyone, has a login page, and rotates, withdraws, stalls and fails on command.")
        {
            listen,
            keys,
            nonces,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? path = parsed.GetValue(keys);
            CommandConsole console = CommandConsole.Of(parsed);
            try
            {
                return await RunAsync(
                    () => IssuerHost.StartAsync(
                        parsed.GetRequiredValue(listen), path is null ? null : new KeyFile(path), parsed.GetValue(nonces), TimeProvider.System,
                        cancellationToken),
                    parsed.GetRequiredValue(listen),
                    console,
                    cancellationToken);
            }
            catch (KeyFileException exception)
            {
                console.ReportTrouble(path!, exception.Message);
                return ExitCode.Refused;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Func<Task<IssuerHost>> start, Uri listen, CommandConsole console, CancellationToken cancellationToken)
    {
        await using IssuerHost? host = await ListeningServer.StartOrReportAsync(start, listen, console);
        if (host is null)
        {
            return ExitCode.Refused;
        }

        string line = $"Dev issuer {host.Issuer.Issuer}";
        console.Announce(line, output => output.WriteLine($"""
            {line}
              discovery  {host.Issuer.DiscoveryUri}
              key set    {host.Issuer.KeySetUri}
              sign in    {host.Issuer.Issuer}authorize
              token      {host.Issuer.TokenEndpoint}
              control    {host.Issuer.Issuer}control/ (rotate, withdraw, keys, fail, stall, drip, garbage, flap, recover)
              echo       {host.Issuer.Issuer}echo (a backend to try a gateway with)
            """));
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
