using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Authz.Server.Commands.Options;

/// <summary>What a request has besides its line and its token, for conditions: headers, the client's address, the stage.</summary>
internal sealed class RequestPartOptions
{
    private readonly Option<Dictionary<string, string>?> _headers = new("--header")
    {
        Description = "A header of the request; may be given several times.",
        HelpName = "\"N: V\"",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseHeaders,
    };

    private readonly Option<IPAddress?> _sourceAddress = new("--source-ip")
    {
        Description = "The address that the request comes from. Default: unknown, so that no condition on it holds",
        HelpName = "ADDRESS",
        CustomParser = ParseAddress,
    };

    private readonly Option<string?> _stage = new("--stage")
    {
        Description = "The stage that serves the request. Default: unknown, so that no condition on it holds",
        HelpName = "NAME",
    };

    public void AddAllTo(Command command)
    {
        command.Add(_headers);
        command.Add(_sourceAddress);
        command.Add(_stage);
    }

    public RequestParts Read(ParseResult parsed) =>
        new(parsed.GetValue(_headers) ?? [], parsed.GetValue(_sourceAddress), parsed.GetValue(_stage));

    private static Dictionary<string, string>? ParseHeaders(ArgumentResult result)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (Token token in result.Tokens)
        {
            string[] parts = token.Value.Split(':', 2);
            if (parts.Length != 2 || !RfcText.IsToken(parts[0]) || !headers.TryAdd(parts[0], parts[1].Trim()))
            {
                result.AddError($"--header '{token.Value}' is not a name, a colon and a value, or names a header for the second time.");
            }
        }

        return headers;
    }

    private static IPAddress? ParseAddress(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            result.AddError($"--source-ip '{text}' is not an address.");
        }

        return address;
    }
}

/// <summary>The parts of a request as they were given.</summary>
internal sealed record RequestParts(IReadOnlyDictionary<string, string> Headers, IPAddress? SourceAddress, string? Stage)
{
    /// <summary>The request with its parts; the header of the token stays what it is.</summary>
    public AuthorizationRequest AddTo(AuthorizationRequest request)
    {
        HeaderSource token = request.Headers;
        HeaderSource headers = HeaderSource.From(Headers);
        return request with
        {
            Headers = Headers.Count == 0 ? token : new HeaderSource(token, (_, name) =>
                token.Find(name) is { Value: null, IsRepeated: false } ? headers.Find(name) : token.Find(name)),
            SourceAddress = SourceAddress,
            Stage = Stage,
        };
    }
}
