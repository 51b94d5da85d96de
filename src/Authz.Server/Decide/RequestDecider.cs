using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Refusals;
using Authz.AspNetCore.ToolCalls;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Decide;

/// <summary>Decides a request that a proxy asks about, whatever words the proxy asks in.</summary>
internal sealed class RequestDecider(GatewayTelemetry telemetry)
{
    private static readonly RefusalResponse s_badRequest = RefusalResponse.Of(AuthorizationOutcome.BadRequest);

    /// <summary>Why the request is refused; null if it is allowed. The verdict itself is in the exchange.</summary>
    /// <exception cref="OperationCanceledException">The proxy gave up while keys were awaited.</exception>
    public ValueTask<RefusalResponse?> DecideAsync(ProxiedExchange exchange)
    {
        if (exchange.Stage is null)
        {
            return ValueTask.FromResult<RefusalResponse?>(RefusalResponse.NotFound);
        }

        CancellationTokenSource wait = SpareCancellation.Take();
        ValueTask<AuthorizationDecision> deciding = exchange.Api.Authorizer.AuthorizeAsync(exchange.Request, wait.Token);
        if (!deciding.IsCompletedSuccessfully)
        {
            return AwaitAsync(exchange, SpareCancellation.AwaitAsync(deciding, wait, exchange.Context.RequestAborted));
        }

        SpareCancellation.GiveBack(wait);
        return ValueTask.FromResult(Take(exchange, deciding.Result));
    }

    private async ValueTask<RefusalResponse?> AwaitAsync(ProxiedExchange exchange, ValueTask<AuthorizationDecision> deciding)
    {
        // Before the wait, which may take seconds.
        _ = exchange.ReceivedAt;
        return Take(exchange, await deciding);
    }

    // The throttle counts requests with and without valid tokens, as the gateway's does.
    private RefusalResponse? Take(ProxiedExchange exchange, in AuthorizationDecision decision)
    {
        exchange.Decided(decision);
        if (decision.RouteKey is not null && exchange.Route.Throttle?.TryPass() == false)
        {
            return Of(ServiceAnswer.TooManyRequests);
        }

        if (decision.IsAllowed && exchange.HasUnremovableHeader)
        {
            return RefuseAmbiguous(exchange);
        }

        telemetry.Record(exchange);
        return decision.IsAllowed ? null : ToolRefusal.Of(exchange.Context, decision);
    }

    // What is counted and logged is what the client gets. The engine has no closer reason with this outcome: it knows no mappings.
    private RefusalResponse RefuseAmbiguous(ProxiedExchange exchange)
    {
        exchange.Decided(AuthorizationDecision.Refuse(
            RefusalReason.TargetAmbiguous, exchange.Decision.CompiledRoute, exchange.Request.Target));
        telemetry.Record(exchange);
        return s_badRequest;
    }

    private static RefusalResponse Of(ServiceAnswer answer) => new(answer.StatusCode, answer.Message);
}
