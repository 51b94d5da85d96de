using System.Diagnostics;
using System.Net;
using Authz.AspNetCore.ToolCalls;
using Authz.Server.Gateway.Requests;
using Authz.Server.Gateway.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends allowed requests on to their backends.</summary>
internal sealed class BackendForwarder(
    IHttpForwarder forwarder, ViaPseudonym pseudonym, OpenSockets sockets, ILogger<BackendForwarder> logger)
    : IDisposable
{
    // So that a backend that moves is found: addresses are looked up again for new connections only.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    // The service's for WebSocket APIs (Amazon API Gateway quotas, "Idle Connection Timeout").
    private static readonly ForwarderRequestConfig s_socketConfig = new() { ActivityTimeout = TimeSpan.FromMinutes(10) };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = s_connectionLifetime,
        RequestHeaderEncodingSelector = static (_, _) => HeaderOctets.Writing,
        ResponseHeaderEncodingSelector = static (_, _) => HeaderOctets.Reading,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    });

    /// <summary>Forwards a request; a backend that cannot be reached, or does not answer in time, is the service's 503.</summary>
    public async Task ForwardAsync(GatewayExchange exchange, HttpIntegration integration)
    {
        // YARP's own timeout restarts with every byte; the service's is for the whole exchange.
        CancellationTokenSource deadline = exchange.BeginDeadline(integration.Timeout);
        ServiceAnswer? failure;
        try
        {
            failure = await BackendRequest.PrepareAsync(exchange, integration, pseudonym, deadline.Token) is { } uri
                ? await SendAsync(exchange, integration, uri, deadline)
                : ServiceAnswer.BadRequest;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            failure = ServiceAnswer.ServiceUnavailable;
        }
        catch (IOException exception)
        {
            // A body read for mappings that is too large, wrongly framed or cut off.
            await BodyFault.AnswerAsync(exchange, UnreadBody.Of(exception));
            exchange.Integration.Error = exchange.ErrorMessage;
            return;
        }

        exchange.Integration.Error = failure?.Message;
        if (failure is not null && !exchange.Context.Response.HasStarted && !exchange.Context.RequestAborted.IsCancellationRequested)
        {
            await exchange.AnswerAsync(failure);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<ServiceAnswer?> SendAsync(
        GatewayExchange exchange, HttpIntegration integration, Uri uri, CancellationTokenSource deadline)
    {
        HttpContext context = exchange.Context;
        bool isSocket = exchange.IsWebSocket && integration.AllowsWebSockets;
        if (isSocket)
        {
            WebSocketHandshake.Restore(context);
        }
        else
        {
            // Without these two, an upgrade is an ordinary request, as on the service.
            context.Features.Set<IHttpUpgradeFeature>(null);
            context.Features.Set<IHttpExtendedConnectFeature>(null);
        }

        using IDisposable? watched = isSocket ? sockets.Watch(exchange, deadline) : null;
        IntegrationTransformer transformer = new(exchange, integration, uri, isSocket ? deadline : null);
        ForwarderError error = await forwarder.SendAsync(
            context, uri.GetLeftPart(UriPartial.Authority), _client, isSocket ? s_socketConfig : ForwarderRequestConfig.Empty, transformer, deadline.Token);
        if (transformer.HasSwitched)
        {
            // However it ended, the backend has answered.
            return null;
        }

        if (FindFault(context, error, integration.Timeout, deadline.Token) is { } fault)
        {
            // Without user information before the host, which may hold a password.
            string backend = $"{uri.Scheme}://{uri.Authority}";
            logger.BackendFailed(exchange.RequestId, exchange.Decision.RouteKey!, backend, DefinitionProblem.OnOneLine(fault));
        }

        return error switch
        {
            ForwarderError.None => null,
            ForwarderError.RequestBodyClient => BodyFault.AnswerTo(context.Response.StatusCode),
            _ => ServiceAnswer.ServiceUnavailable,
        };
    }

    // The backend's fault; null if it is not at fault: the client hung up or sent its body badly.
    private static string? FindFault(HttpContext context, ForwarderError error, TimeSpan limit, CancellationToken deadline) => error switch
    {
        ForwarderError.None or ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient => null,
        _ when deadline.IsCancellationRequested => $"It gave no complete answer within {limit.TotalMilliseconds} ms.",
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => null,
        _ => context.Features.Get<IForwarderErrorFeature>()?.Exception?.GetBaseException().Message ?? error.ToString(),
    };
}
