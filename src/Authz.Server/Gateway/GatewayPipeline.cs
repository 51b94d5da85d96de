using System.Diagnostics;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Cors;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway;

/// <summary>All that happens to a request at the gateway, one stage after the other. A stage that answers is the last.</summary>
internal sealed class GatewayPipeline(
    RunningApi running, BackendForwarder backends, GatewayTelemetry telemetry, TimeProvider timeProvider)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // One version of the API for the whole request.
        GatewayExchange exchange = new(context, running.Current, timeProvider.GetUtcNow());

        // 1. Limits and framing
        if (FindFault(context) is { } fault)
        {
            await exchange.AnswerAsync(fault);
            return;
        }

        // 2. Preflight
        if (MayAnswerPreflight(exchange, isDecided: false))
        {
            exchange.Api.Cors!.AnswerPreflight(context);
            return;
        }

        // 3. Decision
        exchange.Decision = await exchange.Api.Authorizer.AuthorizeAsync(exchange.Request, context.RequestAborted);
        telemetry.Tell(context, exchange.Decision);
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

        if (!MessageFraming.HasOneCredential(context.Request.Headers))
        {
            await exchange.AnswerAsync(ServiceAnswer.BadRequest);
            return;
        }

        // 4. Integration
        await IntegrateAsync(exchange);
    }

    private static ServiceAnswer? FindFault(HttpContext context) =>
        MessageFraming.IsUnambiguous(context.Request.Headers) ? RequestLimits.Check(context) : ServiceAnswer.BadRequest;

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
