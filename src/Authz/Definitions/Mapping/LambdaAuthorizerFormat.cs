namespace Authz.Definitions.Mapping;

/// <summary>The format of a Lambda authorizer.</summary>
internal static class LambdaAuthorizerFormat
{
    public static readonly ObjectFormat<LambdaAuthorizerDefinition> LambdaAuthorizer = new ObjectFormat<LambdaAuthorizerDefinition>(
            "lambdaAuthorizer", "A Lambda authorizer: a function that decides.", new LambdaAuthorizerDefinition { AuthorizerUri = "" })
        .Kind("REQUEST")
        .Text(
            "authorizerUri", "The function's name or ARN.",
            authorizer => authorizer.AuthorizerUri, (authorizer, uri) => authorizer with { AuthorizerUri = uri }, isRequired: true)
        .Word(
            "authorizerPayloadFormatVersion", "The shape of the function's events and answers. Default: 2.0.", PayloadFormat.Words,
            authorizer => authorizer.AuthorizerPayloadFormatVersion,
            (authorizer, version) => authorizer with { AuthorizerPayloadFormatVersion = version })
        .Boolean(
            "enableSimpleResponses", "Whether the function answers 'isAuthorized' and not a policy. Default: false.",
            authorizer => authorizer.EnableSimpleResponses,
            (authorizer, isEnabled) => authorizer with { EnableSimpleResponses = isEnabled })
        .Texts(
            "identitySource",
            $"The values that identify a caller: {IdentitySource.HeaderPrefix}NAME, {IdentitySource.QueryStringPrefix}NAME, "
            + $"{IdentitySource.ContextPrefix}NAME, {IdentitySource.StageVariablePrefix}NAME.",
            authorizer => authorizer.IdentitySource, (authorizer, sources) => authorizer with { IdentitySource = sources })
        .Time(
            "authorizerResultTtlInSeconds", "Seconds for which a result is remembered for the same identity sources. Default: 0.",
            authorizer => authorizer.AuthorizerResultTtl == TimeSpan.Zero ? null : authorizer.AuthorizerResultTtl,
            (authorizer, time) => authorizer with { AuthorizerResultTtl = time },
            new ValueRange(0, 3600, "The time for which results are remembered"));
}
