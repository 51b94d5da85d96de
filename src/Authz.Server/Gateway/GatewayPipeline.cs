using System.Diagnostics;
using System.Net;
using Authz.AspNetCore.ProtectedResources;
using Authz.AspNetCore.ToolCalls;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Cors;
using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Requests;
using Authz.Server.Gateway.WebSockets;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;

namespace Authz.Server.Gateway;

/// <summary>All that happens to a request at the gateway, one stage after the other. A stage that answers is the last.</summary>
internal sealed class GatewayPipeline(
    RunningApi running,
    BackendForwarder backends,
    FunctionClient functions,
    ViaPseudonym pseudonym,
    ForwardedRequests forwarded,
    ClientCertificates certificates,
    GatewayTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<GatewayPipeline> logger)
{
    private readonly FunctionForwarder _functions = new(functions);
    private readonly LambdaDecider _authorizers = new(functions);

    // The version of the API whose loop was reported: its further requests would say nothing new.
    private GatewayApi? _loopReported;

    // An unexpected exception is answered like the service's own failures, and logged under the request's id.
#pragma warning disable CA1031
    public async Task InvokeAsync(HttpContext context)
    {
        // One version of the API for the whole request.
        GatewayApi api = running.Current;
        IPAddress? peer = forwarded.Apply(context);
        string? certificate = api.AsksForCertificates ? certificates.Find(context, peer) : null;
        using GatewayExchange exchange = new(context, api, certificate, timeProvider);
        AccessLogWriter log = new(exchange, timeProvider);
        try
        {
            await AnswerAsync(exchange);
        }
        catch (Exception exception) when (exception is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            logger.GatewayFailed(exchange.RequestId, exception);
            await FailAsync(exchange);
        }
        finally
        {
            log.Write();
        }
    }

    // Half an answer must not pass for a whole one, nor Kestrel's own 500 for the gateway's: it has neither id nor CORS headers.
    private async Task FailAsync(GatewayExchange exchange)
    {
        if (exchange.Context.Response.HasStarted)
        {
            exchange.Context.Abort();
            return;
        }

        try
        {
            await exchange.AnswerAsync(ServiceAnswer.InternalServerError);
        }
        catch (Exception exception)
        {
            logger.AnswerNotPossible(exchange.RequestId, exception.Message);
            exchange.Context.Abort();
        }
    }
#pragma warning restore CA1031

    private async Task AnswerAsync(GatewayExchange exchange)
    {
        // 1. Limits and framing
        if (!MessageFraming.IsUnambiguous(exchange.Context.Request))
        {
            // RFC 9112 section 6.3: where the next request begins is not known either.
            await exchange.AnswerAsync(ServiceAnswer.BadRequest, isLast: MessageFraming.IsHttp1(exchange.Context.Request));
            return;
        }

        if (RequestLimits.Check(exchange.Context, exchange.Api.HeadBytes) is { } fault)
        {
            await exchange.AnswerAsync(fault);
            return;
        }

        if (pseudonym.IsIn(exchange.Context.Request.Headers.Via))
        {
            ReportLoop(exchange);
            await exchange.AnswerAsync(ServiceAnswer.InternalServerError);
            return;
        }

        RequestArrival.Narrow(exchange.Context.Request.Headers);

        // 2. Metadata of protected resources, which belongs to no stage; preflight
        if (MetadataAnswer.Begin(exchange.Context, exchange.ReceivedTarget, exchange.Api.Authorizer) is { } metadata)
        {
            await metadata;
            return;
        }

        if (TryAnswerPreflight(exchange, isDecided: false))
        {
            return;
        }

        // 3. Stage
        if (exchange.Stage is null)
        {
            await exchange.AnswerAsync(ServiceAnswer.NotFound);
            return;
        }

        // 4. Decision
        exchange.Decided(await exchange.Api.Authorizer.AuthorizeAsync(exchange.Request, exchange.Context.RequestAborted));
        using JudgedBody? body = exchange.JudgedBody;
        if (TryAnswerPreflight(exchange, isDecided: true))
        {
            telemetry.Record(exchange);
            return;
        }

        // 5. Throttle, which counts requests with and without valid tokens
        if (exchange.Decision.RouteKey is not null && exchange.Route.Throttle?.TryPass() == false)
        {
            await exchange.AnswerAsync(ServiceAnswer.TooManyRequests);
            return;
        }

        await AnswerDecidedAsync(exchange);
    }

    private async Task AnswerDecidedAsync(GatewayExchange exchange)
    {
        // 6. Lambda authorizer, for routes that the engine leaves undecided
        AuthorizationDecision decision = exchange.Decision;
        bool isLambda =
            decision is { Reason: RefusalReason.Undecided, Outcome: AuthorizationOutcome.Unavailable, RouteKey: not null };
        if (!isLambda && !exchange.Decision.IsAllowed)
        {
            telemetry.Record(exchange);
            await (exchange.Context.Features.Get<UnreadBody>() is { } unread
                ? BodyFault.AnswerAsync(exchange, unread)
                : exchange.RefuseAsync());
            return;
        }

        // Nobody gave the function's address, or that of the function that decides.
        if (exchange.Route.Integration is UnaddressedFunction || (isLambda && exchange.Route.Authorizer is null))
        {
            telemetry.Record(exchange);
            await exchange.AnswerAsync(ServiceAnswer.ServiceUnavailable);
            return;
        }

        if (!MessageFraming.HasOneCredential(exchange.Context.Request.Headers))
        {
            await exchange.AnswerAsync(ServiceAnswer.BadRequest);
            return;
        }

        if (isLambda)
        {
            exchange.Verdict = await _authorizers.DecideAsync(exchange, exchange.Route.Authorizer!);
        }

        telemetry.Record(exchange);
        if (exchange.Verdict is { Outcome: not LambdaOutcome.Allowed } verdict)
        {
            await exchange.AnswerAsync(AnswerTo(verdict));
            return;
        }

        // 7. Integration
        long start = timeProvider.GetTimestamp();
        await IntegrateAsync(exchange);
        exchange.Integration.Latency = timeProvider.GetElapsedTime(start);
    }

    private void ReportLoop(GatewayExchange exchange)
    {
        telemetry.RecordLoop();
        if (Interlocked.Exchange(ref _loopReported, exchange.Api) != exchange.Api)
        {
            logger.RequestCameBack(exchange.RequestId);
        }
    }

    private static ServiceAnswer AnswerTo(LambdaVerdict verdict) => verdict.Outcome switch
    {
        LambdaOutcome.Unauthorized => ServiceAnswer.Unauthorized,
        LambdaOutcome.Denied => ServiceAnswer.Forbidden,
        _ => ServiceAnswer.InternalServerError,
    };

    private static bool TryAnswerPreflight(GatewayExchange exchange, bool isDecided)
    {
        if (!MayAnswerPreflight(exchange, isDecided))
        {
            return false;
        }

        exchange.Api.Cors!.AnswerPreflight(exchange.Context);
        return true;
    }

    // If a preflight matches a route with an authorizer, the service requires a token; we answer it at once.
    private static bool MayAnswerPreflight(GatewayExchange exchange, bool isDecided) =>
        exchange.Api.Cors is not null
        && CorsRules.IsPreflight(exchange.Context.Request)
        && (isDecided
            ? exchange.Decision.Outcome is AuthorizationOutcome.Allowed or AuthorizationOutcome.NotFound
            : !exchange.Api.Authorizer.DecidesPreflights);

    private Task IntegrateAsync(GatewayExchange exchange) => exchange.Route.Integration switch
    {
        HttpIntegration { AllowsWebSockets: true } when exchange.IsWebSocket
            && !WebSocketHandshake.IsFromAllowedOrigin(exchange.Context, exchange.Api.Cors) => exchange.AnswerAsync(ServiceAnswer.Forbidden),
        not HttpIntegration { AllowsWebSockets: true } when WebSocketHandshake.IsExtendedConnect(exchange.Context) =>
            exchange.AnswerAsync(ServiceAnswer.BadRequest),
        HttpIntegration backend => backends.ForwardAsync(exchange, backend),
        FunctionIntegration function => _functions.ForwardAsync(exchange, function),
        _ => throw new UnreachableException("The compiler makes no other kind of integration."),
    };
}
