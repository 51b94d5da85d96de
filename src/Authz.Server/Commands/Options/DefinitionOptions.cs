using System.CommandLine;
using System.CommandLine.Parsing;

namespace Authz.Server.Commands.Options;

/// <summary>The options of every command that takes a definition: what its file leaves open, and which of its APIs is meant.</summary>
internal sealed class DefinitionOptions
{
    private readonly Option<string[]> _parameters = ParameterOption.Create();

    private readonly Option<string?> _api = new("--api")
    {
        Description = "The HTTP API of the file, by its logical id or title. Needed only if the file has several.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _overlay = new("--overlay")
    {
        Description = "A file in Authz's own format with members to add to the definition, for which its format has no words.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _issuers = new("--replace-issuer")
    {
        Description = "The issuer that a JWT authorizer has here in place of the file's, on a loopback URL: a dev issuer. May be repeated.",
        HelpName = "NAME=URL",
    };

    private readonly Option<string[]> _audiences = new("--replace-audience")
    {
        Description = "An audience that a JWT authorizer has here in place of the file's. May be repeated.",
        HelpName = "NAME=VALUE",
    };

    public DefinitionOptions()
    {
        _issuers.Validators.Add(result => RejectMalformed(result, IsLoopback, "NAME=URL with a loopback URL, such as idp=http://127.0.0.1:8081"));
        _audiences.Validators.Add(result => RejectMalformed(result, text => text.Length > 0, "NAME=VALUE"));
    }

    /// <summary>Adds those of a command that only looks at the definition.</summary>
    public void AddTo(Command command)
    {
        command.Add(_parameters);
        command.Add(_api);
        command.Add(_overlay);
    }

    /// <summary>Adds all, for a command that decides about tokens.</summary>
    public void AddAllTo(Command command)
    {
        AddTo(command);
        command.Add(_issuers);
        command.Add(_audiences);
    }

    public DefinitionInput Read(ParseResult parsed) => new()
    {
        Parameters = Pairs(parsed.GetValue(_parameters)).ToDictionary(),
        Api = parsed.GetValue(_api),
        Overlay = parsed.GetValue(_overlay),
        Issuers = Pairs(parsed.GetValue(_issuers)).ToDictionary(),
        Audiences = Pairs(parsed.GetValue(_audiences))
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group], StringComparer.Ordinal),
    };

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<string>? options)
    {
        foreach (string option in options ?? [])
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            yield return KeyValuePair.Create(option[..equals], option[(equals + 1)..]);
        }
    }

    private static bool IsLoopback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.IsLoopback;

    private static void RejectMalformed(OptionResult result, Func<string, bool> isValue, string form)
    {
        foreach (string option in result.Tokens.Select(token => token.Value))
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !isValue(option[(equals + 1)..]))
            {
                result.AddError($"{result.Option.Name} '{option}' is not {form}.");
            }
        }
    }
}
