using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps a JWT authorizer of a definition's file to the model.</summary>
internal static class AuthorizerMapper
{
    /// <summary>
    /// Whether an authorizer is a function. If its type is missing or unknown, which is reported, its members decide.
    /// </summary>
    public static bool IsLambda(DefinitionObject authorizer) => authorizer.RequireType("JWT", "REQUEST") switch
    {
        "REQUEST" => true,
        "JWT" => false,
        _ => authorizer.Has("authorizerUri"),
    };

    public static AuthorizerDefinition Map(DefinitionObject authorizer)
    {
        AuthorizerDefinition definition = new()
        {
            IdentitySource = authorizer.String("identitySource") ?? AuthorizerDefinition.DefaultIdentitySource,
            JwtConfiguration = [.. authorizer.ObjectOrList("jwtConfiguration").Select(MapIssuer)],
        };
        authorizer.Finish();
        return definition;
    }

    private static JwtConfiguration MapIssuer(DefinitionObject entry)
    {
        JwtConfiguration configuration = new()
        {
            Issuer = entry.String("issuer") ?? "",
            Audience = entry.Strings("audience") ?? [],
            Algorithms = entry.Strings("algorithms"),
            ClockSkew = Seconds(entry, "clockSkew"),
            JwksUri = entry.String("jwksUri"),
            JwksFile = entry.String("jwksFile"),
            Jwks = entry.Json("jwks"),
            RequiredTokenType = entry.String("requiredTokenType"),
            MaximumKeyAge = Seconds(entry, "maximumKeyAge"),
        };
        entry.Finish();
        return configuration;
    }

    private static TimeSpan? Seconds(DefinitionObject entry, string name) =>
        entry.WholeNumber(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
