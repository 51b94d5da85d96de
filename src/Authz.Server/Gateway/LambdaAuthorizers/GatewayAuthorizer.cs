namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// A Lambda authorizer of one stage
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
/// </summary>
/// <param name="Definition">Its definition.</param>
/// <param name="Function">The invoke URL of its function.</param>
/// <param name="Results">The answers that it remembers.</param>
internal sealed record GatewayAuthorizer(LambdaAuthorizerDefinition Definition, Uri Function, LambdaResultCache Results)
{
    /// <summary>The values that identify a caller.</summary>
    public IReadOnlyList<IdentitySource> IdentitySources { get; } = [.. Definition.IdentitySource.Select(IdentitySource.Parse)];
}
