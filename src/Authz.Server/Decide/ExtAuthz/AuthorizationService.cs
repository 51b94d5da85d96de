using Authz.AspNetCore.Refusals;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Proxies;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Answers the questions that Envoy asks over gRPC (envoy.service.auth.v3.Authorization).</summary>
internal sealed class AuthorizationService(
    RunningApi running, ClientCertificates certificates, RequestDecider decider, TimeProvider timeProvider, ILogger<AuthorizationService> logger)
{
    /// <summary>The largest body that a definition may allow for tools, 10 MiB, and room for all else that a question says.</summary>
    public const int MaximumMessageBytes = 11 * 1024 * 1024;

    // The question is read where its octets stand, by a reader of our own: the library's would make 24 texts of a browser's headers.
    private static readonly Method<byte[], CheckResponse> s_check = new(
        MethodType.Unary,
        "envoy.service.auth.v3.Authorization",
        "Check",
        Marshallers.Create<byte[]>((_, _) => throw new NotSupportedException(), context => context.PayloadAsNewBuffer()),
        Marshallers.Create<CheckResponse>(Write, _ => throw new NotSupportedException()));

    private static readonly RefusalResponse s_badRequest = RefusalResponse.Of(AuthorizationOutcome.BadRequest);

    /// <summary>The service for the library.</summary>
    public ServerServiceDefinition ToDefinition() => ServerServiceDefinition.CreateBuilder().AddMethod(s_check, CheckAsync).Build();

    private Task<CheckResponse> CheckAsync(byte[] question, ServerCallContext call)
    {
        // One version of the API for the whole request.
        GatewayApi api = running.Current;
        if (CheckRequestReader.Read(question) is not { } request)
        {
            logger.CheckUnreadable();
            return Task.FromResult(CheckDecisionWriter.Refuse(s_badRequest, RefusalContent.Message(s_badRequest)));
        }

        HttpContext context = call.GetHttpContext();
        OriginalRequest original = CheckRequestMapping.ToOriginal(request);
        if (api.AsksForCertificates)
        {
            original = original.WithClientCertificate(certificates.ReadSaid(static (found, name) => found.Find(name), request.Headers));
        }

        original = original with { Authorization = original.Authorization with { Tools = CheckBody.ToTools(context, request) } };
        return DecideAsync(new CheckExchange(context, api, timeProvider, original, request.Headers));
    }

    // An unexpected exception is no verdict: a proxy takes the error for a fault, and lets nothing through.
#pragma warning disable CA1031
    private async Task<CheckResponse> DecideAsync(CheckExchange exchange)
    {
        AccessLogWriter log = new(exchange, timeProvider);
        try
        {
            return Answer(exchange, await decider.DecideAsync(exchange));
        }
        catch (Exception exception) when (!exchange.Context.RequestAborted.IsCancellationRequested)
        {
            logger.CheckFailed(exchange.RequestId, exception);
            exchange.Answered(StatusCodes.Status500InternalServerError, ServiceAnswer.InternalServerError.Message);
            throw new RpcException(new Status(StatusCode.Internal, ServiceAnswer.InternalServerError.Message));
        }
        finally
        {
            log.Write();
        }
    }
#pragma warning restore CA1031

    private static CheckResponse Answer(CheckExchange exchange, RefusalResponse? refusal)
    {
        if (refusal is { } refused)
        {
            exchange.Answered(refused.StatusCode, refused.Message);
            return CheckDecisionWriter.Refuse(refused, RefusalContent.For(refused, exchange.Api.Profile, exchange.FindHeader("accept")));
        }

        exchange.Answered(StatusCodes.Status200OK, message: null);
        return CheckDecisionWriter.Allow(exchange);
    }

    private static void Write(CheckResponse response, SerializationContext context)
    {
        context.SetPayloadLength(response.CalculateSize());
        response.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
