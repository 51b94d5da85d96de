using Authz.AspNetCore.Refusals;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Proxies;
using Grpc.Core;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>All that happens to a question that Envoy asks over gRPC.</summary>
internal sealed class AuthorizationService(
    RunningApi running, ProxyTrust trust, ClientCertificates certificates, RequestDecider decider, TimeProvider timeProvider,
    ILogger<AuthorizationService> logger)
    : Authorization.AuthorizationBase
{
    private static readonly RefusalResponse s_badRequest = RefusalResponse.Of(AuthorizationOutcome.BadRequest);

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        HttpContext http = context.GetHttpContext();
        if (!trust.Trusts(http))
        {
            context.Status = new Status(StatusCode.PermissionDenied, "This peer is no trusted proxy.");
            RefusalResponse stranger = RefusalResponse.Of(AuthorizationOutcome.Forbidden);
            return Task.FromResult(CheckDecisionWriter.Refuse(stranger, RefusalContent.Message(stranger)));
        }

        // One version of the API for the whole request.
        GatewayApi api = running.Current;
        if (!CheckRequestMapping.TryRead(request, out OriginalRequest original, out CheckHeaders headers))
        {
            logger.CheckUnreadable();
            return Task.FromResult(CheckDecisionWriter.Refuse(s_badRequest, RefusalContent.Message(s_badRequest)));
        }

        if (api.AsksForCertificates)
        {
            original = original.WithClientCertificate(certificates.ReadSaid(static (found, name) => found.Find(name), headers));
        }

        ToolSource tools = CheckBody.ToTools(http, request.Attributes.Request.Http, headers);
        original = original with { Authorization = original.Authorization with { Tools = tools } };
        return DecideAsync(new CheckExchange(http, api, timeProvider.GetUtcNow(), original, headers), context.CancellationToken);
    }

    // An exception is no verdict: the library answers with an error, which Envoy takes for the outage that it is.
    private async Task<CheckResponse> DecideAsync(CheckExchange exchange, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        RefusalResponse? refusal = await decider.DecideAsync(exchange, cancellationToken);
        CheckResponse response;
        if (refusal is { } refused)
        {
            exchange.Answered(refused.StatusCode, refused.Message);
            response = CheckDecisionWriter.Refuse(
                refused, RefusalContent.For(refused, exchange.Api.Profile, exchange.FindHeader("accept")));
        }
        else
        {
            exchange.Answered(StatusCodes.Status200OK, message: null);
            response = CheckDecisionWriter.Allow(exchange);
        }

        AccessLogWriter.Write(exchange, timeProvider.GetElapsedTime(start));
        return response;
    }
}
