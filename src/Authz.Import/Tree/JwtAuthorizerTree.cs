namespace Authz.Import.Tree;

/// <summary>Makes the tree of a JWT authorizer of one issuer.</summary>
internal static class JwtAuthorizerTree
{
    public static DefinitionNode Build(
        DefinitionPosition position, DefinitionNode? identitySource, DefinitionNode? issuer, DefinitionNode? audience,
        DefinitionPosition configuration)
    {
        DefinitionObjectBuilder jwt = new();
        jwt.Add("issuer", issuer?.AsString());
        jwt.Add("audience", audience?.AsStrings());
        DefinitionObjectBuilder authorizer = new();
        authorizer.TryAdd("type", position, DefinitionNode.String("JWT", position));
        authorizer.Add("identitySource", SingleSource(identitySource));
        authorizer.TryAdd("jwtConfiguration", configuration, jwt.Build(configuration));
        return authorizer.Build(position);
    }

    // The service's API has a list here, of exactly one entry for a JWT authorizer.
    private static DefinitionNode? SingleSource(DefinitionNode? source) =>
        source is { Kind: DefinitionNodeKind.List, Items: [DefinitionNode only] } ? only.AsString() : source?.AsString();
}
