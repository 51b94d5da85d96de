using System.Diagnostics;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Cors;

namespace Authz.Server.Gateway;

/// <summary>All that happens to a request at the gateway, one stage after the other. A stage that answers is the last.</summary>
internal sealed class GatewayPipeline(RunningApi running, BackendForwarder backends)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // One version of the API for the whole request.
        GatewayExchange exchange = new(context, running.Current);
        context.Response.Headers[RequestId.HeaderName] = exchange.RequestId;

        // 1. Cross-origin rules, before anything is refused, so that pages can read refusals
        exchange.Api.Cors?.Apply(context);
        if (MayAnswerPreflight(exchange, isDecided: false))
        {
            exchange.Api.Cors!.AnswerPreflight(context);
            return;
        }

        // 2. Decision
        exchange.Decision = await exchange.Api.Authorizer.AuthorizeAsync(exchange.Request, context.RequestAborted);
        if (MayAnswerPreflight(exchange, isDecided: true))
        {
            exchange.Api.Cors!.AnswerPreflight(context);
            return;
        }

        if (!exchange.Decision.IsAllowed)
        {
            await GatewayDecisionWriter.WriteAsync(context, exchange.Decision, exchange.Api.Definition.Compatibility);
            return;
        }

        // 3. Integration
        await IntegrateAsync(exchange);
    }

    // The service asks preflights for a token where a route with an authorizer catches them; we answer them at once.
    private static bool MayAnswerPreflight(GatewayExchange exchange, bool isDecided) =>
        exchange.Api.Cors is not null
        && CorsRules.IsPreflight(exchange.Context.Request)
        && (isDecided
            ? exchange.Decision.Outcome is AuthorizationOutcome.Allowed or AuthorizationOutcome.NotFound
            : exchange.Api.Definition.Compatibility == CompatibilityMode.Standard);

    private Task IntegrateAsync(GatewayExchange exchange) => exchange.Route.Integration switch
    {
        HttpIntegration backend => backends.ForwardAsync(exchange, backend),
        _ => throw new UnreachableException("The compiler makes no other kind of integration."),
    };
}
