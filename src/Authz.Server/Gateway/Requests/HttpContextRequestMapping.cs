using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Requests;

/// <summary>An ASP.NET Core request as the engine sees it.</summary>
internal static class HttpContextRequestMapping
{
    /// <summary>
    /// The request with its raw target. <c>Request.Path</c> is decoded; the judged target must be the one that the backend reads.
    /// </summary>
    public static AuthorizationRequest ToAuthorizationRequest(this HttpContext context)
    {
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        return new AuthorizationRequest(request.Method, request.RawTarget, new HeaderSource(request.Headers, FindHeader));
    }

    private static HeaderValue FindHeader(object state, string name)
    {
        StringValues values = ((IHeaderDictionary)state)[name];
        return values.Count switch
        {
            0 => HeaderValue.Absent,
            1 => new HeaderValue(values[0]),
            _ => HeaderValue.Repeated,
        };
    }
}
