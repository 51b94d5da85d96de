using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Authz.Server.Commands.Options;
using Authz.Testing.Policies.Reading;

namespace Authz.Server.Commands;

/// <summary><c>authz revoke</c>: refuses tokens at every replica of a fleet before they expire.</summary>
internal static class RevokeCommand
{
    private static readonly TimeSpan s_defaultLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        FleetOptions fleet = new();
        Option<string> issuer = new("--issuer") { Description = "The exact iss of the tokens.", HelpName = "I", Required = true };
        Option<string?> tokenId = new("--jti") { Description = "One token, by its jti.", HelpName = "J" };
        Option<string?> sessionId = new("--sid") { Description = "The tokens of a session.", HelpName = "S" };
        Option<string?> subject = new("--sub") { Description = "The tokens of a user that were issued before a time.", HelpName = "S" };
        Option<DateTimeOffset?> before = TimeOption.Create("--issued-before", "With --sub: tokens issued later stay good.");
        Option<string?> life = new("--for")
        {
            Description = "How long it lasts, such as 90m or 24h: at least as long as the tokens do. Default: 24h",
            HelpName = "DURATION",
        };
        life.Validators.Add(RejectMalformedDuration);
        Command command = new("revoke", "Refuses tokens at every replica of a fleet before they expire.")
        {
            issuer, tokenId, sessionId, subject, before, life,
        };
        fleet.AddTo(command, isRequired: true);
        command.Validators.Add(result =>
        {
            Option<string?>[] claims = [tokenId, sessionId, subject];
            if (claims.Count(claim => result.GetResult(claim) is not null) != 1)
            {
                result.AddError("revoke needs exactly one of --jti, --sid and --sub.");
            }

            if (result.GetResult(before) is not null && result.GetResult(subject) is null)
            {
                result.AddError("--issued-before is for --sub.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            TimeSpan lasts = parsed.GetValue(life) is { } text && Duration.TryParse(text, out TimeSpan given) ? given : s_defaultLife;
            RevocationEntry entry = new()
            {
                Issuer = parsed.GetRequiredValue(issuer),
                Claim = parsed.GetValue(tokenId) is not null ? RevocationClaim.TokenId
                    : parsed.GetValue(sessionId) is not null ? RevocationClaim.SessionId
                    : RevocationClaim.Subject,
                Value = parsed.GetValue(tokenId) ?? parsed.GetValue(sessionId) ?? parsed.GetValue(subject)!,
                IssuedBefore = parsed.GetValue(subject) is null ? null : parsed.GetValue(before) ?? now,
                Until = now + lasts,
            };
            return RunAsync(fleet, parsed, entry, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(FleetOptions options, ParseResult parsed, RevocationEntry entry, CancellationToken cancellationToken)
    {
        CommandConsole console = CommandConsole.Of(parsed);
        if (!options.TryCreate(parsed, console, out FleetConnection? connection))
        {
            return ExitCode.Refused;
        }

        using (connection)
        {
            // Whatever keeps the entry from the store, it is not revoked.
#pragma warning disable CA1031
            try
            {
                long told = await connection!.Fleet.RevokeAsync(entry, cancellationToken).WaitAsync(s_patience, cancellationToken);
                string untold = told > 0 ? "" : " Only the store has it: revoke again once a replica runs, if the store may lose it before.";
                await console.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"revoked until {entry.Until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; {told} connections were told.{untold}"));
                return ExitCode.Done;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                console.ReportTrouble($"not revoked, as far as is known: {exception.Message}");
                return ExitCode.Refused;
            }
#pragma warning restore CA1031
        }
    }

    private static void RejectMalformedDuration(OptionResult result)
    {
        string? text = result.Tokens is [Token token, ..] ? token.Value : null;
        if (!Duration.TryParse(text, out TimeSpan life) || life <= TimeSpan.Zero)
        {
            result.AddError($"--for '{text}' is not a duration such as 90m or 24h.");
        }
    }
}
