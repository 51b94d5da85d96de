using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Commands.Options;
using Authz.Server.Issuer;
using Authz.Testing.Policies.Reading;

namespace Authz.Server.Commands;

/// <summary><c>authz token</c>: one access token from the dev issuer, and nothing else, on standard output.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        Option<Uri> issuer = UrlOption.Remote("--issuer", "The issuer to ask, found by its discovery document.");
        issuer.Required = true;
        Option<string> audience = new("--audience") { Description = "The claim aud.", HelpName = "A", Required = true };
        Option<string?> scope = new("--scope") { Description = "The scopes, separated by spaces.", HelpName = "\"a b\"" };
        Option<string[]> claims = new("--claim")
        {
            Description = "Another claim: k=v for a string, k:=v for JSON. Only the dev issuer supports it. Can be repeated.",
            HelpName = "k=v",
        };
        claims.Validators.Add(RejectMalformedClaims);
        Option<string?> expiresIn = new("--expires-in")
        {
            Description = "The token's lifetime, such as 90s, 5m or 1h; negative for an expired token. Only the dev issuer supports " +
                "it.",
            HelpName = "1h",
        };
        expiresIn.Validators.Add(RejectMalformedDuration);
        Command command = new("token", "Asks an issuer for an access token and prints it.") { issuer, audience, scope, claims, expiresIn };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new TokenRequest(
                parsed.GetRequiredValue(issuer),
                parsed.GetRequiredValue(audience),
                parsed.GetValue(scope),
                parsed.GetValue(claims) ?? [],
                parsed.GetValue(expiresIn)),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TokenRequest request, CommandConsole console, CancellationToken cancellationToken)
    {
        (string? token, string? problem) = await TokenClient.RequestAsync(request, cancellationToken);
        if (token is null)
        {
            console.ReportTrouble(problem!);
            return ExitCode.Refused;
        }

        await console.Output.WriteLineAsync(token);
        return ExitCode.Done;
    }

    private static void RejectMalformedClaims(OptionResult result)
    {
        foreach (Token claim in result.Tokens)
        {
            if (!ClaimArgument.TryParse(claim.Value, out _, out _))
            {
                result.AddError($"--claim '{claim.Value}' is neither k=v nor k:=v with v in JSON.");
            }
        }
    }

    private static void RejectMalformedDuration(OptionResult result)
    {
        string? text = result.Tokens is [Token token, ..] ? token.Value : null;
        if (!Duration.TryParse(text, out _))
        {
            result.AddError($"--expires-in '{text}' is not a duration such as 90s, 5m or 1h.");
        }
    }
}
