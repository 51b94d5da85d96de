using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps a Lambda authorizer of a definition's file to the model.</summary>
internal static class LambdaAuthorizerMapper
{
    public static LambdaAuthorizerDefinition Map(DefinitionObject authorizer)
    {
        LambdaAuthorizerDefinition definition = new()
        {
            AuthorizerUri = authorizer.String("authorizerUri") ?? "",
            AuthorizerPayloadFormatVersion = PayloadFormat.Read(authorizer, "authorizerPayloadFormatVersion"),
            EnableSimpleResponses = authorizer.Boolean("enableSimpleResponses") ?? false,
            IdentitySource = authorizer.Strings("identitySource") ?? [],
            AuthorizerResultTtl = TimeSpan.FromSeconds(authorizer.WholeNumber("authorizerResultTtlInSeconds") ?? 0),
        };
        authorizer.Finish();
        return definition;
    }
}
