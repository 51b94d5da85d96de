using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Authz.AspNetCore.Definitions;

/// <summary>An ASP.NET Core request as the engine sees it.</summary>
internal static class HttpContextRequest
{
    private const string Scheme = "Bearer ";
    private const string HeaderPrefix = "$request.header.";
    private const string QueryPrefix = "$request.querystring.";

    /// <summary>The raw target, never <c>Request.Path</c>: that is decoded, and the judged target must be the one that was sent.</summary>
    public static AuthorizationRequest Read(HttpContext context)
    {
        // Features are looked up by type: a generic call of an interface costs more than the look-up.
        var request = (IHttpRequestFeature)context.Features[typeof(IHttpRequestFeature)]!;

        // Servers keep the target as it came over the wire; the in-memory server of tests has no wire.
        string target = request.RawTarget.Length > 0 ? request.RawTarget : context.Request.GetEncodedPathAndQuery();
        return Of(context, request, target);
    }

    /// <summary>Whether the application itself sends the request through its pipeline again, to a page for an error or a status.</summary>
    public static bool IsReExecuted(HttpContext context) =>
        context.Features[typeof(IExceptionHandlerFeature)] is not null || context.Features[typeof(IStatusCodeReExecuteFeature)] is not null;

    /// <summary>The request for that page: its target never came over the wire.</summary>
    public static AuthorizationRequest ReadReExecuted(HttpContext context) =>
        Of(context, (IHttpRequestFeature)context.Features[typeof(IHttpRequestFeature)]!, context.Request.GetEncodedPathAndQuery());

    /// <summary>The feature with the endpoint that routing chose; null or empty if it chose none.</summary>
    public static IEndpointFeature? FindEndpoint(HttpContext context) => (IEndpointFeature?)context.Features[typeof(IEndpointFeature)];

    /// <summary>The characters of the token that an authorizer found there.</summary>
    public static BearerText FindToken(HttpContext context, string identitySource)
    {
        if (identitySource.StartsWith(QueryPrefix, StringComparison.Ordinal))
        {
            return new BearerText(context.Request.Query[identitySource[QueryPrefix.Length..]].ToString(), 0);
        }

        string header = identitySource == AuthorizerDefinition.DefaultIdentitySource
            ? context.Request.Headers.Authorization.ToString()
            : context.Request.Headers[identitySource[HeaderPrefix.Length..]].ToString();
        return new BearerText(header, header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Scheme.Length : 0);
    }

    private static AuthorizationRequest Of(HttpContext context, IHttpRequestFeature request, string target)
    {
        // A WebSocket over HTTP/2 is opened by CONNECT (RFC 8441), over HTTP/1.1 by GET.
        string method = request.Method == HttpMethods.Connect
            && context.Features[typeof(IHttpExtendedConnectFeature)] is IHttpExtendedConnectFeature { IsExtendedConnect: true }
                ? HttpMethods.Get
                : request.Method;
        return new AuthorizationRequest(method, target, new HeaderSource(request.Headers, FindHeader));
    }

    private static HeaderValue FindHeader(object state, string name)
    {
        // Servers keep the well-known headers apart, and compare other names in any case.
        var headers = (IHeaderDictionary)state;
        StringValues values = name == HeaderNames.Authorization ? headers.Authorization : headers[name];
        return values.Count switch
        {
            0 => HeaderValue.Absent,
            1 => new HeaderValue(values[0]),
            _ => HeaderValue.Repeated,
        };
    }
}
