using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway;

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
    public async Task ForwardAsync(HttpContext context, GatewayIntegration integration, string target, string requestId)
    {
        if (integration.Uri.Expand(target) is not { } uri)
        {
            await GatewayDecisionWriter.WriteMessageAsync(context, StatusCodes.Status503ServiceUnavailable, "Service Unavailable");
            return;
        }

        // YARP's own timeout starts anew with every byte; the service's is for the whole.
        using CancellationTokenSource deadline = new(integration.Timeout, timeProvider);
        IntegrationTransformer transformer = new(uri, integration.Method, requestId);
        ForwarderError error = await forwarder.SendAsync(
            context, uri.GetLeftPart(UriPartial.Authority), _client, ForwarderRequestConfig.Empty, transformer, deadline.Token);
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await GatewayDecisionWriter.WriteMessageAsync(context, StatusCodes.Status503ServiceUnavailable, "Service Unavailable");
        }
    }

    public void Dispose() => _client.Dispose();
}
