using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Functions;

/// <summary>A request's path in the forms that events have.</summary>
internal static class EventPath
{
    // Characters that a policy would read as wildcards; a function that echoes the ARN must not allow more.
    private static readonly (string Character, string Encoded)[] s_wildcards = [("*", "%2A"), ("?", "%3F"), ("$", "%24")];

    /// <summary>The decoded path, after the stage if the stage is named.</summary>
    public static string Decoded(GatewayExchange exchange) => exchange.Stage!.Prefix + Uri.UnescapeDataString(Path(exchange));

    /// <summary>The path as received, after the stage if the stage is named.</summary>
    public static string Encoded(GatewayExchange exchange) => exchange.Stage!.Prefix + Path(exchange).ToString();

    /// <summary>The path variables with their values; a final slash belongs to no variable.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Variables(GatewayExchange exchange)
    {
        bool hasFinalSlash = Path(exchange).EndsWith("/");
        return [.. exchange.Decision.PathParameters.Select(pair =>
            hasFinalSlash && pair.Value.EndsWith('/') ? new(pair.Key, pair.Value[..^1]) : pair)];
    }

    /// <summary>
    /// The ARN of the called method. Policies are matched with the decoded path, as backends read it; a slash or wildcard that came
    /// encoded stays so.
    /// </summary>
    public static string RouteArn(GatewayExchange exchange)
    {
        string path = string.Join('/', Path(exchange).ToString().Split('/').Select(DecodeSegment)).Trim('/');
        return $"arn:aws:execute-api:{EventContext.Region}:{EventContext.AccountId}:{EventContext.ApiId}/" +
            $"{exchange.Stage!.Name}/{exchange.Request.Method}/{path}";
    }

    private static string DecodeSegment(string segment)
    {
        string decoded = Uri.UnescapeDataString(segment).Replace("/", "%2F", StringComparison.Ordinal);
        foreach ((string character, string encoded) in s_wildcards)
        {
            decoded = decoded.Replace(character, encoded, StringComparison.Ordinal);
        }

        return decoded;
    }

    private static ReadOnlySpan<char> Path(GatewayExchange exchange) => RequestQuery.PathOf(exchange.Request.Target);
}
