using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>The values that identify a caller to a Lambda authorizer.</summary>
internal static class IdentitySources
{
    /// <summary>The values of the sources, in their order; null if one is missing or empty.</summary>
    public static IReadOnlyList<string>? Read(GatewayExchange exchange, IReadOnlyList<IdentitySource> sources)
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

    private static string? Find(GatewayExchange exchange, IdentitySource source) => source.Kind switch
    {
        IdentitySourceKind.Header => string.Join(',', exchange.Context.Request.Headers[source.Name].ToArray()),
        IdentitySourceKind.QueryString => RequestQuery.Find(exchange.Request.Target, source.Name),
        IdentitySourceKind.Context => ContextVariables.Find(exchange, source.Name),
        IdentitySourceKind.StageVariable => exchange.Stage!.Variables.GetValueOrDefault(source.Name),
        _ => null,
    };
}
