using Authz.AspNetCore.ToolCalls;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>Reads which tools of the Model Context Protocol a request calls, for an application that decides on them itself.</summary>
public static class ToolCallExtensions
{
    /// <summary>
    /// Reads the request's JSON-RPC, by the rule of a route's <see cref="RouteDefinition.Tools"/>: what one server might read otherwise than
    /// another is not readable. Afterwards the request's body is the one that was read.
    /// </summary>
    /// <param name="context">The request, whose body nobody has read yet.</param>
    /// <param name="maximumBytes">The largest body that is read.</param>
    public static ValueTask<RequestedTools> ReadRequestedToolsAsync(
        this HttpContext context, int maximumBytes = RouteDefinition.DefaultMaximumToolBody)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        return ToolCallReader.KeepAsync(context, maximumBytes);
    }

    /// <summary>
    /// Whether <see cref="ReadRequestedToolsAsync"/> found the request unreadable because its body is larger than allowed, which is 413 in
    /// place of 400.
    /// </summary>
    /// <param name="context">The request.</param>
    public static bool IsToolBodyTooLarge(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<UnreadBody>() is { StatusCode: StatusCodes.Status413PayloadTooLarge };
    }
}
