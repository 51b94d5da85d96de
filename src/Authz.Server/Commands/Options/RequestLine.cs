using System.CommandLine.Parsing;

namespace Authz.Server.Commands.Options;

/// <summary>A request as people write it: <c>GET /pets/1</c>.</summary>
internal sealed record RequestLine(string Method, string Target)
{
    /// <summary>Parses a method, a space and a target; null if the text is something else.</summary>
    public static RequestLine? Parse(string text)
    {
        string[] words = text.Split(' ');
        return words is [{ Length: > 0 } method, { Length: > 0 } target] ? new RequestLine(method, target) : null;
    }

    public static RequestLine? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        RequestLine? request = Parse(text);
        if (request is null)
        {
            result.AddError($"--request '{text}' is not a method and a target, such as \"GET /pets/1\".");
        }

        return request;
    }
}
