using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>The values that identify a caller to a Lambda authorizer.</summary>
internal static class IdentitySources
{
    private const string HeaderPrefix = "$request.header.";
    private const string QueryPrefix = "$request.querystring.";
    private const string ContextPrefix = "$context.";
    private const string StageVariablePrefix = "$stageVariables.";

    /// <summary>The values of the sources, in their order; null if one is missing or empty.</summary>
    public static IReadOnlyList<string>? Read(GatewayExchange exchange, IReadOnlyList<string> sources)
    {
        string[] values = new string[sources.Count];
        for (int index = 0; index < values.Length; index++)
        {
            if (Find(exchange, sources[index]) is not { Length: > 0 } value)
            {
                return null;
            }

            values[index] = value;
        }

        return values;
    }

    private static string? Find(GatewayExchange exchange, string source)
    {
        if (source.StartsWith(HeaderPrefix, StringComparison.Ordinal))
        {
            StringValues values = exchange.Context.Request.Headers[source[HeaderPrefix.Length..]];
            return string.Join(',', values.ToArray());
        }

        if (source.StartsWith(QueryPrefix, StringComparison.Ordinal))
        {
            return RequestQuery.Find(exchange.Request.Target, source[QueryPrefix.Length..]);
        }

        return source.StartsWith(ContextPrefix, StringComparison.Ordinal)
            ? ContextVariables.Find(exchange, source[ContextPrefix.Length..])
            : exchange.Stage!.Variables.GetValueOrDefault(source[StageVariablePrefix.Length..]);
    }
}
