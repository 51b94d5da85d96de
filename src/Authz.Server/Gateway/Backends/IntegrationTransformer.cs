using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway.Backends;

/// <summary>Sends a request on to exactly this URL, with the backend's own host name.</summary>
internal sealed class IntegrationTransformer(Uri uri, string? method, string requestId) : HttpTransformer
{
    // A client's word on where it came from; a backend would take it for the gateway's.
    private static readonly string[] s_origins = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto"];

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = uri;
        proxyRequest.Headers.Host = null;
        foreach (string name in s_origins)
        {
            proxyRequest.Headers.Remove(name);
        }

        if (method is not null)
        {
            proxyRequest.Method = HttpMethod.Parse(method);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        bool hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers[RequestId.HeaderName] = requestId;
        return hasBody;
    }
}
