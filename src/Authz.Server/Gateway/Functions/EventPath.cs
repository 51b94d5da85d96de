using Authz.Server.Exchanges;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Functions;

/// <summary>A request's path in the forms that events have. Whoever decides by one of them again finds the path that was judged.</summary>
internal static class EventPath
{
    // Where a route has a variable of this name, some adapters take its value for the request's path.
    private const string PathVariable = "proxy";

    /// <summary>The path, decoded as far as its meaning stays, after the stage if the stage is named.</summary>
    public static string Readable(DecidedExchange exchange) => exchange.Stage!.EventPrefix + ReadablePath.Decode(Path(exchange));

    /// <summary>The path as received, after the stage if the stage is named.</summary>
    public static string Encoded(DecidedExchange exchange) => exchange.Stage!.EventPrefix + Path(exchange).ToString();

    /// <summary>
    /// The path variables with their values. One segment is a value, decoded once; the rest of a path stays a path, with the escapes that
    /// keep its meaning, and so does what adapters take for one.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Variables(DecidedExchange exchange) =>
        [.. exchange.Decision.PathParameters.Select(pair => KeyValuePair.Create(pair.Key, Variable(exchange, pair.Key) ?? pair.Value))];

    /// <summary>The value of one path variable; null if the route has none of that name.</summary>
    public static string? Variable(DecidedExchange exchange, string name)
    {
        if (!exchange.Decision.PathParameters.TryGetEncoded(name, out ReadOnlySpan<char> encoded))
        {
            return null;
        }

        bool isPath = name == PathVariable || exchange.Decision.Route!.Key.Segments.Any(segment =>
            segment.Kind == RouteSegmentKind.Greedy && segment.Text == name);
        return isPath ? ReadablePath.Decode(encoded) : Uri.UnescapeDataString(encoded);
    }

    /// <summary>
    /// The ARN of the called method. A function that echoes it in a policy must not allow more, so that the characters a policy would
    /// read as wildcards are encoded.
    /// </summary>
    public static string RouteArn(DecidedExchange exchange)
    {
        string path = ReadablePath.Decode(Path(exchange)[1..])
            .Replace("*", "%2A", StringComparison.Ordinal)
            .Replace("$", "%24", StringComparison.Ordinal);
        return $"arn:aws:execute-api:{EventContext.Region}:{EventContext.AccountId}:{EventContext.ApiId}/" +
            $"{exchange.Stage!.Name}/{exchange.Request.Method}/{path}";
    }

    private static ReadOnlySpan<char> Path(DecidedExchange exchange) => RequestQuery.PathOf(exchange.Request.Target);
}
