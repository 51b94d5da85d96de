using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Redis;

namespace Authz.Server.Commands.Options;

/// <summary><c>--redis URL --redis-password-file FILE --fleet-secret FILE</c>: what the replicas of a fleet share.</summary>
internal sealed class FleetOptions
{
    private readonly Option<string?> _url = new("--redis")
    {
        Description = "The fleet's store: redis://HOST:PORT, or rediss:// for TLS; several hosts with commas; ?sentinel=NAME for Sentinels.",
        HelpName = "URL",
    };

    private readonly Option<string?> _password = new("--redis-password-file")
    {
        Description = "A file with the store's password, or USER:PASSWORD.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _secret = new("--fleet-secret")
    {
        Description = "A file with the secret that the fleet shares and its store does not know; older ones on further lines.",
        HelpName = "FILE",
    };

    public void AddTo(Command command, bool isRequired = false)
    {
        command.Add(_url);
        command.Add(_password);
        command.Add(_secret);
        command.Validators.Add(result => Validate(result, isRequired));
    }

    /// <summary>Makes the fleet; false after a file that cannot be used was reported.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Receives problems.</param>
    /// <param name="fleet">The fleet; null if the process stands alone.</param>
    public bool TryCreate(ParseResult parsed, CommandConsole console, out FleetConnection? fleet)
    {
        fleet = null;
        if (parsed.GetValue(_url) is not { } url)
        {
            return true;
        }

        try
        {
            RedisLogin login = RedisLogin.ReadFile(parsed.GetValue(_password));
            FleetSecret secret = FleetSecret.ReadFile(parsed.GetValue(_secret)!);
            RedisFleetStore store = new(url, login.User, login.Password);
            fleet = new FleetConnection(store, secret);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            console.ReportTrouble($"the fleet cannot be joined: {exception.Message}");
            return false;
        }
    }

    private void Validate(CommandResult result, bool isRequired)
    {
        bool hasUrl = result.GetResult(_url) is not null;
        if (hasUrl && result.GetResult(_secret) is null)
        {
            result.AddError("--redis needs --fleet-secret FILE: without it, whoever can write to the store would be believed.");
        }
        else if (!hasUrl && isRequired)
        {
            result.AddError($"{result.Command.Name} needs --redis URL and --fleet-secret FILE.");
        }
        else if (!hasUrl && (result.GetResult(_secret) is not null || result.GetResult(_password) is not null))
        {
            result.AddError("--fleet-secret and --redis-password-file have no effect without --redis URL.");
        }
    }
}
