using Authz.Conditions;
using Authz.Server.Decide.Printing;
using Authz.Server.Gateway;

namespace Authz.Server.Decide;

/// <summary>The headers of a client's request that a definition reads.</summary>
internal static class ReadHeaders
{
    /// <summary>
    /// What its authorizers, conditions and mappings read, and what every answer depends on, beside <c>authorization</c>: in lower case and
    /// in order.
    /// </summary>
    public static IReadOnlyList<string> Of(ApiDefinition definition) =>
    [
        .. IdentitySourcesOf(definition)
            .Concat(ConditionHeadersOf(definition))
            .Concat(MappedHeaders.ReadBy(definition))
            .Concat(["accept", "user-agent"])
            .Select(name => name.ToLowerInvariant())
            .Where(name => name != "authorization")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> IdentitySourcesOf(ApiDefinition definition) => definition.Authorizers.Values
        .Select(authorizer => IdentitySource.Parse(authorizer.IdentitySource))
        .Where(source => source.Kind == IdentitySourceKind.Header)
        .Select(source => source.Name)
        .Concat(definition.Authorizers.Values.Any(one => one.TokenBinding is { Dpop: not TokenBindingRule.Refused }) ? ["dpop"] : [])
        .Concat(GatewayApi.HasCertificateBinding(definition) ? [PrintedProxy.ForwardedClientCertificate] : []);

    // A header that is not passed on is missing, which some conditions ask for.
    private static IEnumerable<string> ConditionHeadersOf(ApiDefinition definition) => definition.Routes.Values
        .SelectMany(ConditionKeys.Of)
        .Where(key => key.Kind == ConditionKeyKind.Header)
        .Select(key => key.Name);
}
