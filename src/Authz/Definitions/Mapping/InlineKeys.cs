namespace Authz.Definitions.Mapping;

/// <summary>A definition whose keys are given, so that nothing is fetched.</summary>
internal static class InlineKeys
{
    /// <summary>The definition with a JWK set for each of its issuers' entries, in place of their own sources.</summary>
    public static ApiDefinition Use(ApiDefinition definition, Func<JwtConfiguration, string> keySetOf) => definition with
    {
        Authorizers = definition.Authorizers.ToDictionary(
            authorizer => authorizer.Key,
            authorizer => authorizer.Value with
            {
                JwtConfiguration =
                [
                    .. authorizer.Value.JwtConfiguration.Select(entry =>
                        entry with { Jwks = keySetOf(entry), JwksFile = null, JwksUri = null }),
                ],
            },
            StringComparer.Ordinal),
    };
}
