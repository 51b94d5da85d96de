using Authz.Server.Gateway.Mapping;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends a request on to exactly this URL, with the backend's own host name.</summary>
internal sealed class IntegrationTransformer(GatewayExchange exchange, HttpIntegration integration, Uri uri) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = uri;
        proxyRequest.Headers.Host = null;
        if (integration.Method is { } method)
        {
            proxyRequest.Method = HttpMethod.Parse(method);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        bool hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        exchange.Integration.Status = (int?)proxyResponse?.StatusCode;
        if (proxyResponse is not null
            && integration.ResponseMappings.TryGetValue((int)proxyResponse.StatusCode, out ParameterMapping? mapping))
        {
            await ResponseMapping.ApplyAsync(exchange, mapping, proxyResponse, cancellationToken);
        }

        exchange.ApplyGatewayHeaders();
        return hasBody && !AnswerContent.Drop(httpContext.Response);
    }
}
