using Authz.AspNetCore.Refusals;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Proxies;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>All that happens to a question that a proxy asks over HTTP.</summary>
internal sealed class ForwardAuthPipeline(
    RunningApi running,
    ForwardAuthRequestMapping proxy,
    ProxyTrust trust,
    ClientCertificates certificates,
    RequestDecider decider,
    TimeProvider timeProvider,
    ILogger<ForwardAuthPipeline> logger)
{
    private static readonly RefusalResponse s_stranger = RefusalResponse.Of(AuthorizationOutcome.Forbidden);
    private static readonly RefusalResponse s_badRequest = RefusalResponse.Of(AuthorizationOutcome.BadRequest);

    public Task InvokeAsync(HttpContext context)
    {
        // One version of the API for the whole request.
        GatewayApi api = running.Current;
        if (!trust.Trusts(context))
        {
            return ForwardAuthDecisionWriter.WriteRefusedAsync(context, s_stranger, api.Profile);
        }

        if (!proxy.TryRead(context, out OriginalRequest original))
        {
            logger.ForwardAuthUnreadable();
            return RefuseAsync(context, s_badRequest, api);
        }

        if (api.AsksForCertificates)
        {
            string? certificate = certificates.ReadSaid(static (headers, name) => headers[name], context.Request.Headers);
            original = original.WithClientCertificate(certificate);
        }

        return DecideAsync(new ForwardAuthExchange(context, api, timeProvider, original, proxy.RemovesNamedHeaders));
    }

    // An unexpected exception is no verdict: every proxy takes 500 for a fault, and lets nothing through.
#pragma warning disable CA1031
    private async Task DecideAsync(ForwardAuthExchange exchange)
    {
        HttpContext context = exchange.Context;
        AccessLogWriter log = new(exchange, timeProvider);
        try
        {
            RefusalResponse? refusal = await decider.DecideAsync(exchange);
            await AnswerAsync(exchange, refusal);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            logger.ForwardAuthFailed(exchange.RequestId, exception);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            exchange.Answered(StatusCodes.Status500InternalServerError, ServiceAnswer.InternalServerError.Message);
        }
        finally
        {
            log.Write();
        }
    }
#pragma warning restore CA1031

    private Task AnswerAsync(ForwardAuthExchange exchange, RefusalResponse? refusal)
    {
        if (refusal is { } refused)
        {
            exchange.Answered(refused.StatusCode, refused.Message);
            return RefuseAsync(exchange.Context, refused, exchange.Api);
        }

        exchange.Answered(StatusCodes.Status200OK, message: null);
        ProofNonceHeader.Write(exchange.Context.Response, exchange.ProofNonce);
        ForwardAuthDecisionWriter.WriteAllowed(exchange.Context, UpstreamHeader.Evaluate(exchange), proxy.RemovesNamedHeaders);
        return Task.CompletedTask;
    }

    private Task RefuseAsync(HttpContext context, RefusalResponse refusal, GatewayApi api)
    {
        if (!proxy.KnowsTwoRefusalsOnly)
        {
            return ForwardAuthDecisionWriter.WriteRefusedAsync(context, refusal, api.Profile);
        }

        NginxDecisionWriter.WriteRefused(context, refusal);
        return Task.CompletedTask;
    }
}
