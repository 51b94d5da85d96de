using Authz.FoldedNames;
using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>The values that identify a caller to a Lambda authorizer.</summary>
internal static class IdentitySources
{
    private const string Credentials = "Authorization";

    /// <summary>
    /// The values of the sources, in their order; null if one is missing, empty or repeated in any spelling: function, cache and backend
    /// could each read another one of the values.
    /// </summary>
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
        IdentitySourceKind.Header => FindHeader(exchange.Context.Request.Headers, source.Name),
        IdentitySourceKind.QueryString => FindParameter(exchange.Request.Target, source.Name),
        IdentitySourceKind.Context => ContextVariables.Find(exchange, source.Name),
        IdentitySourceKind.StageVariable => exchange.Stage!.Variables.GetValueOrDefault(source.Name),
        _ => null,
    };

    private static string? FindHeader(IHeaderDictionary headers, string name)
    {
        int count = headers.Where(header => HeaderSpelling.AreSame(header.Key, name)).Sum(header => header.Value.Count);
        if (count != 1 || headers[name] is not [{ } value])
        {
            return null;
        }

        // RFC 9110 section 5.3: a proxy may have joined two of them.
        bool isList = name.Equals(Credentials, StringComparison.OrdinalIgnoreCase) && value.Contains(',', StringComparison.Ordinal);
        return isList ? null : value;
    }

    private static string? FindParameter(string target, string name) =>
        QuerySpelling.Count(RequestQuery.Of(target), name) == 1 ? RequestQuery.Find(target, name) : null;
}
