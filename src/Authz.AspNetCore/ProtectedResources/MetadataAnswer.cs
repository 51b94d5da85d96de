using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.ProtectedResources;

/// <summary>Answers requests for the metadata of protected resources (RFC 9728 section 3), which anyone may read from anywhere.</summary>
internal static class MetadataAnswer
{
    /// <summary>Begins to answer a request for metadata; null if it asks for none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Its target as it came over the wire.</param>
    /// <param name="engine">Knows the resources.</param>
    public static Task? Begin(HttpContext context, string target, ApiAuthorizerSnapshot engine)
    {
        StringValues asked = context.Request.Headers.AccessControlRequestMethod;
        bool isPreflight = HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.Origin.Count > 0 && asked.Count == 1;
        return engine.FindMetadata(isPreflight ? asked[0]! : context.Request.Method, target) is { } metadata
            ? WriteAsync(context, metadata, isPreflight)
            : null;
    }

    private static Task WriteAsync(HttpContext context, ProtectedResourceMetadata metadata, bool isPreflight)
    {
        HttpResponse response = context.Response;
        OpenToAllOrigins(response.Headers);
        if (isPreflight)
        {
            // The wildcard stands for any header but Authorization, which nobody sends here (Fetch standard, "CORS-preflight fetch").
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers.AccessControlAllowMethods = HttpMethods.Get;
            response.Headers.AccessControlAllowHeaders = "*";
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.ContentLength = metadata.Json.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(metadata.Json, context.RequestAborted).AsTask();
    }

    // A client in a browser comes from its own origin, and there is no credential to protect. The API's own rules do not count.
    private static void OpenToAllOrigins(IHeaderDictionary answer)
    {
        answer.AccessControlAllowOrigin = "*";
        answer.AccessControlAllowCredentials = StringValues.Empty;
        answer.AccessControlExposeHeaders = StringValues.Empty;
    }
}
