using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>Has Lambda authorizers decide requests that the engine leaves undecided.</summary>
internal sealed class LambdaDecider(FunctionClient client)
{
    // The exact text of an error by which a function says that the client is unknown.
    private const string UnauthorizedError = "Unauthorized";

    // Quota "Lambda authorizer response timeout" of HTTP APIs.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    /// <summary>Decides a request by a remembered answer, or else by the function's.</summary>
    /// <param name="exchange">The request, with its route.</param>
    /// <param name="authorizer">The route's authorizer.</param>
    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    public async Task<LambdaVerdict> DecideAsync(GatewayExchange exchange, GatewayAuthorizer authorizer)
    {
        if (IdentitySources.Read(exchange, authorizer.IdentitySources) is not { } identity)
        {
            return LambdaVerdict.Unauthorized;
        }

        string key = LambdaResultCache.KeyOf(identity);
        string routeArn = EventPath.RouteArn(exchange);
        if (authorizer.Results.TryGet(key, out LambdaAnswer? remembered))
        {
            return remembered.Decide(routeArn);
        }

        byte[] payload = authorizer.Definition.AuthorizerPayloadFormatVersion == PayloadFormatVersion.Version1
            ? EventV1.CreateForAuthorizer(exchange, identity)
            : EventV2.CreateForAuthorizer(exchange, identity);
        FunctionResult result = await client.InvokeAsync(authorizer.Function, payload, exchange.Context, s_timeout);
        if (result.Outcome != FunctionOutcome.Answered)
        {
            return FunctionError.MessageOf(result.Payload) == UnauthorizedError ? LambdaVerdict.Unauthorized : LambdaVerdict.Failed;
        }

        if (LambdaAnswer.Read(result.Payload, authorizer.Definition) is not { } answer)
        {
            return LambdaVerdict.Failed;
        }

        // Denials too: otherwise each further request of the same caller would invoke the function again.
        authorizer.Results.Add(key, answer, result.Payload.Length);
        return answer.Decide(routeArn);
    }
}
