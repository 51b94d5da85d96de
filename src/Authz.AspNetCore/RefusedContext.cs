using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>
/// A refusal about to be answered, its status and headers set and its body not yet written. The application can add headers and write a
/// body of its own, but the request stays refused. If another event has answered by itself, the response may have started.
/// </summary>
public sealed class RefusedContext
{
    internal RefusedContext(HttpContext httpContext, int statusCode, RefusalReason? reason, string? explanation)
    {
        HttpContext = httpContext;
        StatusCode = statusCode;
        Reason = reason;
        Explanation = explanation;
    }

    /// <summary>The request and its response.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The refusal's status: 400, 401, 403, 404 or 503.</summary>
    public int StatusCode { get; }

    /// <summary>Why the request was refused; null if a policy of the application refused it.</summary>
    public RefusalReason? Reason { get; }

    /// <summary>What is wrong and what to do, for people; null if <see cref="Reason"/> is null.</summary>
    public string? Explanation { get; }

    /// <summary>Whether the application has written the body by itself.</summary>
    public bool Handled { get; private set; }

    /// <summary>Leaves the body to the application.</summary>
    public void HandleResponse() => Handled = true;
}
