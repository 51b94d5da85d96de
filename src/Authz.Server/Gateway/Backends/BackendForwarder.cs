using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends allowed requests on to their backends.</summary>
internal sealed class BackendForwarder(IHttpForwarder forwarder, TimeProvider timeProvider) : IDisposable
{
    // So that a backend that moves is found: addresses are looked up again for new connections only.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = s_connectionLifetime,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    });

    /// <summary>Forwards a request; a backend that cannot be reached, or does not answer in time, is the service's 503.</summary>
    public async Task ForwardAsync(GatewayExchange exchange, HttpIntegration integration)
    {
        if (integration.Uri.Expand(exchange.Request.Target) is not { } uri)
        {
            await exchange.AnswerAsync(ServiceAnswer.ServiceUnavailable);
            return;
        }

        // HTTP APIs have no WebSockets; without these two, an upgrade is an ordinary request.
        HttpContext context = exchange.Context;
        context.Features.Set<IHttpUpgradeFeature>(null);
        context.Features.Set<IHttpExtendedConnectFeature>(null);

        // YARP's own timeout starts anew with every byte; the service's is for the whole.
        using CancellationTokenSource deadline = new(integration.Timeout, timeProvider);
        IntegrationTransformer transformer = new(exchange, integration, uri);
        ForwarderError error = await forwarder.SendAsync(
            context, uri.GetLeftPart(UriPartial.Authority), _client, ForwarderRequestConfig.Empty, transformer, deadline.Token);
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await exchange.AnswerAsync(AnswerTo(error, context));
        }
    }

    public void Dispose() => _client.Dispose();

    // Only what the client did wrong is not the backend's failure: a body that is too large, or not framed as it says.
    private static ServiceAnswer AnswerTo(ForwarderError error, HttpContext context) => (error, context.Response.StatusCode) switch
    {
        (ForwarderError.RequestBodyClient, StatusCodes.Status413PayloadTooLarge) => ServiceAnswer.RequestEntityTooLarge,
        (ForwarderError.RequestBodyClient, StatusCodes.Status400BadRequest) => ServiceAnswer.BadRequest,
        _ => ServiceAnswer.ServiceUnavailable,
    };
}
