using Authz.AspNetCore.Refusals;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Proxies;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>All that happens to a question that Envoy asks over gRPC.</summary>
internal sealed class ExtAuthzPipeline(
    RunningApi running,
    ProxyTrust trust,
    ClientCertificates certificates,
    RequestDecider decider,
    TimeProvider timeProvider,
    ILogger<ExtAuthzPipeline> logger)
{
    // The largest body that a definition may allow for tools, 10 MiB, and room for all else that a question says.
    private const int MaximumMessageBytes = 11 * 1024 * 1024;
    private const string Path = "/envoy.service.auth.v3.Authorization/Check";

    private static readonly RefusalResponse s_badRequest = RefusalResponse.Of(AuthorizationOutcome.BadRequest);

    // An exception is no verdict: Envoy takes a failed call for the outage that it is.
#pragma warning disable CA1031
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            logger.CheckFailed(exception);
            context.Response.Clear();
            UnaryCall.Fail(context.Response, GrpcStatus.Internal, "The request could not be decided; the log of authz says why.");
        }
    }
#pragma warning restore CA1031

    private async Task AnswerAsync(HttpContext context)
    {
        if (!UnaryCall.IsIn(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }
        else if (!trust.Trusts(context))
        {
            UnaryCall.Fail(context.Response, GrpcStatus.PermissionDenied, "This peer is no trusted proxy.");
        }
        else if (context.Request.Path.Value != Path)
        {
            UnaryCall.Fail(context.Response, GrpcStatus.Unimplemented, $"The only method here is {Path}.");
        }
        else
        {
            CheckRequest request = new();
            GrpcStatus status = await UnaryCall.ReadAsync(context, MaximumMessageBytes, request);
            if (status == GrpcStatus.Ok)
            {
                UnaryCall.Write(context.Response, await CheckAsync(context, request));
            }
            else
            {
                UnaryCall.Fail(context.Response, status, WordsOf(status));
            }
        }
    }

    private static string WordsOf(GrpcStatus status) => status switch
    {
        GrpcStatus.ResourceExhausted => "The message is longer than 11 MiB.",
        GrpcStatus.Unimplemented => "Compressed messages are not read.",
        _ => "The request is not one message of the type CheckRequest.",
    };

    private ValueTask<CheckResponse> CheckAsync(HttpContext context, CheckRequest request)
    {
        // One version of the API for the whole request.
        GatewayApi api = running.Current;
        if (!CheckRequestMapping.TryRead(request, out OriginalRequest original, out CheckHeaders headers))
        {
            logger.CheckUnreadable();
            return ValueTask.FromResult(CheckDecisionWriter.Refuse(s_badRequest, RefusalContent.Message(s_badRequest)));
        }

        if (api.AsksForCertificates)
        {
            original = original.WithClientCertificate(certificates.ReadSaid(static (found, name) => found.Find(name), headers));
        }

        ToolSource tools = CheckBody.ToTools(context, request.Attributes.Request.Http, headers);
        original = original with { Authorization = original.Authorization with { Tools = tools } };
        return DecideAsync(new CheckExchange(context, api, timeProvider.GetUtcNow(), original, headers));
    }

    private async ValueTask<CheckResponse> DecideAsync(CheckExchange exchange)
    {
        AccessLogWriter log = new(exchange, timeProvider);
        RefusalResponse? refusal = await decider.DecideAsync(exchange, exchange.Context.RequestAborted);
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

        log.Write();
        return response;
    }
}
