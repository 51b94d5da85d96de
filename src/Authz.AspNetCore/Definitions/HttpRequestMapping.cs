using System.Buffers;
using System.Net;
using Authz.AspNetCore.ToolCalls;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Authz.AspNetCore.Definitions;

/// <summary>How a request of ASP.NET Core becomes the engine's.</summary>
internal static class HttpRequestMapping
{
    private static readonly SearchValues<char> s_lettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// The request as it came over the wire. Its target is the raw one, never <c>Request.Path</c>: that is decoded, and the judged target
    /// must be the one that the backend reads.
    /// </summary>
    public static AuthorizationRequest ToAuthorizationRequest(this HttpContext context)
    {
        IHttpRequestFeature request = RequestOf(context);

        // Servers keep the target as it came over the wire; the in-memory server of tests has no wire.
        string target = request.RawTarget.Length > 0 ? request.RawTarget : context.Request.GetEncodedPathAndQuery();
        return Map(context, request, request.Method, target);
    }

    /// <summary>The headers, read in place.</summary>
    public static HeaderSource ToHeaderSource(IHeaderDictionary headers) => new(headers, FindHeader);

    /// <summary>The request as endpoints are chosen for it.</summary>
    public static AuthorizationRequest ToEndpointRequest(this HttpContext context)
    {
        AuthorizationRequest request = context.ToAuthorizationRequest();
        return request with { Method = EndpointMethod(context, request.Method), Tools = ToolCallReader.ForApplication(context) };
    }

    /// <summary>
    /// The request that the application itself sends through its pipeline again, to a page for an error or a status; null if it does not.
    /// Its target never came over the wire.
    /// </summary>
    public static AuthorizationRequest? ToReExecutedRequest(this HttpContext context)
    {
        bool isReExecuted = context.Features[typeof(IExceptionHandlerFeature)] is not null
            || context.Features[typeof(IStatusCodeReExecuteFeature)] is not null;
        IHttpRequestFeature request = RequestOf(context);
        return isReExecuted ? Map(context, request, EndpointMethod(context, request.Method), context.Request.GetEncodedPathAndQuery()) : null;
    }

    /// <summary>The headers of a request.</summary>
    public static IHeaderDictionary HeadersOf(HttpContext context) => RequestOf(context).Headers;

    // Features are looked up by type: a generic call of an interface costs more than the look-up.
    private static IHttpRequestFeature RequestOf(HttpContext context) =>
        (IHttpRequestFeature)context.Features[typeof(IHttpRequestFeature)]!;

    /// <summary>The address of the connection, or the one that the application's forwarded headers middleware put there.</summary>
    public static IPAddress? SourceOf(HttpContext context) =>
        (context.Features[typeof(IHttpConnectionFeature)] as IHttpConnectionFeature)?.RemoteIpAddress;

    // A WebSocket over HTTP/2 is opened by CONNECT (RFC 8441), over HTTP/1.1 by GET.
    private static string EndpointMethod(HttpContext context, string method) =>
        method == HttpMethods.Connect
        && context.Features[typeof(IHttpExtendedConnectFeature)] is IHttpExtendedConnectFeature { IsExtendedConnect: true }
            ? HttpMethods.Get
            : method;

    private static AuthorizationRequest Map(HttpContext context, IHttpRequestFeature request, string method, string target) =>
        new(method, target, ToHeaderSource(request.Headers))
        {
            ClientCertificateThumbprint = ClientCertificate.FindThumbprint(context),
            SourceAddress = SourceOf(context),
        };

    /// <summary>Finds a header in a request's dictionary, whose spellings count as repetitions.</summary>
    public static HeaderValue FindHeader(object state, string name)
    {
        // Servers keep the well-known headers apart, and compare other names in any case.
        var headers = (IHeaderDictionary)state;
        StringValues values = name == HeaderNames.Authorization ? headers.Authorization : headers[name];
        return ToValue(values, HasOtherSpelling(headers, name));
    }

    /// <summary>Finds several headers as <see cref="FindHeader"/> does, in one walk over the dictionary.</summary>
    public static HeaderValue[] FindHeaders(IHeaderDictionary headers, ReadOnlySpan<string> names)
    {
        HeaderValue[] found = new HeaderValue[names.Length];
        foreach ((string key, StringValues values) in headers)
        {
            for (int index = 0; index < names.Length; index++)
            {
                // Servers give well-known headers their usual names: most comparisons end with the first.
                string name = names[index];
                if (key.Length == name.Length && (key == name || HeaderSource.AreAlike(key, name)))
                {
                    bool isOther = !key.Equals(name, StringComparison.OrdinalIgnoreCase);
                    HeaderValue value = ToValue(isOther ? StringValues.Empty : values, isOther);
                    found[index] = found[index] is { Value: null, IsRepeated: false } ? value : HeaderValue.Repeated;
                }
            }
        }

        return found;
    }

    private static HeaderValue ToValue(StringValues values, bool hasOtherSpelling) => values.Count switch
    {
        // A header in another spelling only has no token for us, yet a backend may read it: it is there, and empty.
        0 => hasOtherSpelling ? new HeaderValue("") : HeaderValue.Absent,
        1 when !hasOtherSpelling => new HeaderValue(values[0]),
        _ => HeaderValue.Repeated,
    };

    // A name of letters and digits has other spellings in case only, and those are one entry.
    private static bool HasOtherSpelling(IHeaderDictionary headers, string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(s_lettersAndDigits))
        {
            return false;
        }

        // Servers make a list of the names for whoever asks for them.
        foreach ((string key, _) in headers)
        {
            if (HeaderSource.AreAlike(key, name) && !key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
