using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends allowed requests on to their backends.</summary>
internal sealed class BackendForwarder(IHttpForwarder forwarder, TimeProvider timeProvider) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Forwards a request; a backend that cannot be reached, or does not answer in time, is the service's 503.</summary>
    public async Task ForwardAsync(GatewayExchange exchange, HttpIntegration integration)
    {
        HttpContext context = exchange.Context;
        if (integration.Uri.Expand(exchange.Request.Target) is not { } uri)
        {
            await ServiceAnswer.ServiceUnavailable.WriteAsync(context);
            return;
        }

        // YARP's own timeout starts anew with every byte; the service's is for the whole.
        using CancellationTokenSource deadline = new(integration.Timeout, timeProvider);
        IntegrationTransformer transformer = new(uri, integration.Method, exchange.RequestId);
        ForwarderError error = await forwarder.SendAsync(
            context, uri.GetLeftPart(UriPartial.Authority), _client, ForwarderRequestConfig.Empty, transformer, deadline.Token);
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await ServiceAnswer.ServiceUnavailable.WriteAsync(context);
        }
    }

    public void Dispose() => _client.Dispose();
}
