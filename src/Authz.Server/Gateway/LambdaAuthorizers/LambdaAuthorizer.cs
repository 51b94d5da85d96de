using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// A Lambda authorizer of one stage, with the answers it remembers
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
/// </summary>
internal sealed class LambdaAuthorizer(LambdaAuthorizerDefinition definition, Uri address, TimeProvider timeProvider)
{
    // What a function throws, exactly, to have the client told that it is not known.
    private const string UnauthorizedError = "Unauthorized";

    // Quota "Lambda authorizer response timeout" of HTTP APIs.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly IdentitySources _sources = new(definition.IdentitySource);
    private readonly LambdaResultCache _cache = new(definition.AuthorizerResultTtl, timeProvider);

    /// <summary>Decides a request whose route is known, by a remembered answer or else the function's.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="client">What invokes the function.</param>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async Task<LambdaVerdict> DecideAsync(GatewayExchange exchange, FunctionClient client)
    {
        if (_sources.Read(exchange) is not { } identity)
        {
            return LambdaVerdict.Unauthorized;
        }

        string key = LambdaResultCache.KeyOf(identity);
        string routeArn = EventPath.RouteArn(exchange);
        if (_cache.TryGet(key, out LambdaAnswer? remembered))
        {
            return remembered.Decide(routeArn);
        }

        byte[] payload = definition.AuthorizerPayloadFormatVersion == PayloadFormatVersion.Version1
            ? EventV1.CreateForAuthorizer(exchange, identity)
            : EventV2.CreateForAuthorizer(exchange, identity);
        FunctionResult result = await client.InvokeAsync(address, payload, s_timeout, exchange.Context.RequestAborted);
        if (result.Outcome != FunctionOutcome.Answered)
        {
            return FunctionError.MessageOf(result.Payload) == UnauthorizedError ? LambdaVerdict.Unauthorized : LambdaVerdict.Failed;
        }

        if (LambdaAnswer.Read(result.Payload, definition) is not { } answer)
        {
            return LambdaVerdict.Failed;
        }

        // Denials too: the next request of the same caller would be asked about again otherwise.
        _cache.Add(key, answer, result.Payload.Length);
        return answer.Decide(routeArn);
    }
}
