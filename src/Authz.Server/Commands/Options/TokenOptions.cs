using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Issuer;
using Authz.Testing;
using Authz.Testing.Policies.Reading;

namespace Authz.Server.Commands.Options;

/// <summary>The options that say what a token shall hold; each is a parameter of the token request.</summary>
internal sealed class TokenOptions
{
    private const string DevIssuerOnly = "Only the dev issuer supports it.";

    private readonly Option<string[]> _audience = new("--audience")
    {
        Description = "The parameter audience, such as Auth0 wants; the claim aud. Can be repeated.",
        HelpName = "A",
    };

    private readonly Option<string[]> _resource = new("--resource")
    {
        Description = "The parameter resource (RFC 8707); the claim aud. Can be repeated.",
        HelpName = "URI",
    };

    private readonly Option<string?> _scope = new("--scope") { Description = "The scopes, separated by spaces.", HelpName = "\"a b\"" };

    private readonly Option<string[]> _claims = Members("--claim", "Another claim");
    private readonly Option<string[]> _headers = Members("--header", "Another header parameter");

    private readonly Option<string?> _expiresIn = new("--expires-in")
    {
        Description = $"The token's lifetime, such as 90s, 5m or 1h; negative for an expired token. {DevIssuerOnly}",
        HelpName = "1h",
    };

    private readonly Option<string?> _algorithm = new("--alg")
    {
        Description = $"The signature algorithm. {DevIssuerOnly}",
        HelpName = "ES256",
    };

    private readonly Option<string?> _keyName = new("--key-name")
    {
        Description = $"How the header names the key: kid, x5t, x5t#S256 or none. {DevIssuerOnly}",
        HelpName = "x5t",
    };

    private readonly Option<string?> _tenant = new("--tenant")
    {
        Description = $"The tenant in iss and tid. {DevIssuerOnly}",
        HelpName = "T",
    };

    public TokenOptions()
    {
        _expiresIn.Validators.Add(RejectMalformedDuration);
        _algorithm.AcceptOnlyFromAmong([.. SigningKey.SupportedAlgorithms]);
        _keyName.AcceptOnlyFromAmong([.. TokenShape.KeyNames]);
    }

    private IEnumerable<(string Parameter, Option<string?> Option)> Single =>
    [
        ("scope", _scope), ("expires_in", _expiresIn), ("alg", _algorithm), ("key_name", _keyName), ("tenant", _tenant),
    ];

    private IEnumerable<(string Parameter, Option<string[]> Option)> Repeated =>
        [("audience", _audience), ("resource", _resource), ("claim", _claims), ("header", _headers)];

    public void AddTo(Command command)
    {
        foreach (Option option in Repeated.Select(entry => (Option)entry.Option).Concat(Single.Select(entry => entry.Option)))
        {
            command.Add(option);
        }
    }

    public IEnumerable<KeyValuePair<string, string>> CreateParameters(ParseResult parsed)
    {
        foreach ((string parameter, Option<string?> option) in Single)
        {
            if (parsed.GetValue(option) is { } value)
            {
                yield return new(parameter, value);
            }
        }

        foreach ((string parameter, Option<string[]> option) in Repeated)
        {
            foreach (string value in parsed.GetValue(option) ?? [])
            {
                yield return new(parameter, value);
            }
        }
    }

    private static Option<string[]> Members(string name, string what)
    {
        Option<string[]> option = new(name)
        {
            Description = $"{what}: k=v for a string, k:=v for JSON. {DevIssuerOnly} Can be repeated.",
            HelpName = "k=v",
        };
        option.Validators.Add(RejectMalformedMembers);
        return option;
    }

    private static void RejectMalformedMembers(OptionResult result)
    {
        foreach (Token member in result.Tokens)
        {
            if (!ClaimArgument.TryParse(member.Value, out _, out _))
            {
                result.AddError($"{result.Option.Name} '{member.Value}' is neither k=v nor k:=v with v in JSON.");
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
