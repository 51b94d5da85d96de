namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// A Lambda authorizer of one stage
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
/// </summary>
/// <param name="Definition">What the definition says of it.</param>
/// <param name="Function">Where its function is invoked.</param>
/// <param name="Results">The answers that it remembers.</param>
internal sealed record GatewayAuthorizer(LambdaAuthorizerDefinition Definition, Uri Function, LambdaResultCache Results);
