using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Issuer;
using Authz.Testing;

namespace Authz.Server.Commands.Options;

/// <summary>The options that bind a token to a key, and make a proof for one request with it (RFC 9449).</summary>
internal sealed class ProofOptions
{
    private readonly Option<string?> _key = new("--dpop")
    {
        Description = "Binds the token to the private key in this file (a JWK set, made if it is not there).",
        HelpName = "KEYFILE",
    };

    private readonly Option<string?> _request = new("--request")
    {
        Description = "With --dpop: prints curl for this one request, with the token and a proof, instead of the token alone.",
        HelpName = "\"GET URL\"",
    };

    private readonly Option<string?> _nonce = new("--nonce")
    {
        Description = "With --request: the nonce of the proof, from an answer's header DPoP-Nonce.",
        HelpName = "N",
    };

    public ProofOptions() => _request.Validators.Add(RejectMalformedRequest);

    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_request);
        command.Add(_nonce);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_request) is not null && result.GetResult(_key) is null)
            {
                result.AddError("--request needs --dpop KEYFILE: a proof is made with a key.");
            }

            if (result.GetResult(_nonce) is not null && result.GetResult(_request) is null)
            {
                result.AddError("--nonce is of the proof for --request.");
            }
        });
    }

    /// <summary>Reads or makes the key; null without <c>--dpop</c>, and false if the file cannot be used, which is reported.</summary>
    public bool TryReadKey(ParseResult parsed, CommandConsole console, out SigningKey? key)
    {
        key = null;
        if (parsed.GetValue(_key) is not { } path)
        {
            return true;
        }

        KeyFile file = new(path);
        try
        {
            key = file.Read() is [{ } first, ..] ? first : null;
            if (key is null)
            {
                key = SigningKey.Create("ES256");
                file.Save([key]);
            }

            return true;
        }
        catch (KeyFileException exception)
        {
            console.ReportTrouble(path, exception.Message);
            return false;
        }
    }

    /// <summary>The token, or a command that sends it with a proof.</summary>
    public string Present(ParseResult parsed, SigningKey? key, string token)
    {
        if (key is null || parsed.GetValue(_request)?.Split(' ') is not [{ } method, { } url])
        {
            return token;
        }

        TestToken proof = key.CreateProof(method, url.Split('?', '#')[0], token);
        string signed = (parsed.GetValue(_nonce) is { } nonce ? proof.With("nonce", nonce) : proof).Sign(key);
        return $"curl -i -X {method} -H 'Authorization: DPoP {token}' -H 'DPoP: {signed}' '{url}'";
    }

    // Neither part may end its quotation marks in a shell.
    private static void RejectMalformedRequest(OptionResult result)
    {
        string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        bool isRequest = text.Split(' ') is [{ } method, { } url]
            && method.Length > 0 && method.All(char.IsAsciiLetter)
            && Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && (parsed.Scheme is "http" or "https")
            && !url.Contains('\'', StringComparison.Ordinal);
        if (!isRequest)
        {
            result.AddError($"--request '{text}' is not a method and an absolute URL, such as \"GET https://api.example.com/pets\".");
        }
    }
}
