using System.CommandLine;
using Authz.Server.Commands.Options;
using Authz.Server.Issuer;
using Authz.Testing;

namespace Authz.Server.Commands;

/// <summary><c>authz token</c>: one access token from an issuer, and nothing else, on standard output.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        Option<Uri> issuer = UrlOption.Remote("--issuer", "The issuer to ask, found by its discovery document.");
        issuer.Required = true;
        Option<string?> clientId = new("--client-id")
        {
            Description = "The client that asks. Default: a client of the dev issuer",
            HelpName = "ID",
        };
        Option<string?> clientSecret = new("--client-secret")
        {
            Description = "The client's secret: in a file, or itself, which other users of this machine can then see.",
            HelpName = "@FILE",
        };
        TokenOptions options = new();
        ProofOptions proofs = new();
        Command command = new("token", "Asks an issuer for an access token and prints it.") { issuer, clientId, clientSecret };
        proofs.AddTo(command);
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(clientId) is null != result.GetResult(clientSecret) is null)
            {
                result.AddError("--client-id and --client-secret go together.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CommandConsole console = CommandConsole.Of(parsed);
            ClientCredentials? client = null;
            if (parsed.GetValue(clientId) is { } id)
            {
                string? secret = await ReadSecretAsync(parsed.GetValue(clientSecret)!, console, cancellationToken);
                if (secret is null)
                {
                    return ExitCode.Refused;
                }

                client = new ClientCredentials(id, secret);
            }

            if (!proofs.TryReadKey(parsed, console, out SigningKey? key))
            {
                return ExitCode.Refused;
            }

            TokenRequest request = new(parsed.GetRequiredValue(issuer), client, [.. options.CreateParameters(parsed)]) { Key = key };
            return await RunAsync(request, token => proofs.Present(parsed, key, token), console, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        TokenRequest request, Func<string, string> present, CommandConsole console, CancellationToken cancellationToken)
    {
        (string? token, string? problem) = await TokenClient.RequestAsync(request, cancellationToken);
        if (token is null)
        {
            console.ReportTrouble(problem!);
            return ExitCode.Refused;
        }

        await console.Output.WriteLineAsync(present(token));
        return ExitCode.Done;
    }

    // The line break at the end of a file is not part of the secret.
    private static async Task<string?> ReadSecretAsync(string argument, CommandConsole console, CancellationToken cancellationToken) =>
        argument is ['@', .. string path]
            ? (await InputFile.ReadTextAsync(path, console, cancellationToken))?.TrimEnd('\r', '\n')
            : argument;
}
