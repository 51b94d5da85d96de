using System.Net;
using Authz.Server.Gateway.Mapping;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends a request on to exactly this URL, with the backend's own host name.</summary>
/// <param name="exchange">The request.</param>
/// <param name="integration">Its integration.</param>
/// <param name="uri">The URL.</param>
/// <param name="deadline">The time limit of an exchange that may become a WebSocket, which has none; null of any other.</param>
internal sealed class IntegrationTransformer(
    GatewayExchange exchange, HttpIntegration integration, Uri uri, CancellationTokenSource? deadline) : HttpTransformer
{
    /// <summary>Whether the exchange has become a WebSocket.</summary>
    public bool HasSwitched { get; private set; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = uri;
        proxyRequest.Headers.Host = null;
        if (integration.Method is { } method && deadline is null)
        {
            proxyRequest.Method = HttpMethod.Parse(method);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        bool hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        exchange.Integration.Status = (int?)proxyResponse?.StatusCode;
        if (deadline is not null && IsWebSocket(proxyResponse))
        {
            HasSwitched = true;
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        if (proxyResponse is not null
            && integration.ResponseMappings.TryGetValue((int)proxyResponse.StatusCode, out ParameterMapping? mapping))
        {
            await ResponseMapping.ApplyAsync(exchange, mapping, proxyResponse, cancellationToken);
        }

        exchange.ApplyGatewayHeaders();
        return hasBody && !AnswerContent.Drop(httpContext.Response);
    }

    // RFC 6455 section 4.2.2; over HTTP/2, any success of CONNECT (RFC 8441 section 5).
    private static bool IsWebSocket(HttpResponseMessage? answer) =>
        answer?.StatusCode == HttpStatusCode.SwitchingProtocols
        || (answer is { IsSuccessStatusCode: true, RequestMessage.Method: { } method } && method == HttpMethod.Connect);
}
