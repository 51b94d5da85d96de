using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// Reads which tools a request calls: the body decides, headers must agree, and what cannot be read positively is unreadable. The octets
/// that are judged are those that the backend gets.
/// </summary>
internal static class ToolCallReader
{
    private static readonly ToolReader s_peek = static (state, route, _) => ReadAsync((HttpContext)state, LimitOf(route), isReplaced: false);
    private static readonly ToolReader s_replace = static (state, route, _) => ReadAsync((HttpContext)state, LimitOf(route), isReplaced: true);

    /// <summary>For a server whose body reader is what it forwards from: the body stays in it.</summary>
    public static ToolSource Peek(HttpContext context) => new(context, s_peek);

    /// <summary>For an application: it finds the body that was judged in place of the request's.</summary>
    public static ToolSource Replace(HttpContext context) => new(context, s_replace);

    /// <summary>Reads the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The largest body; beyond it the request is unreadable, and <see cref="OversizedBody"/> is noted.</param>
    /// <param name="isReplaced">Whether the request's body becomes a copy of what was read, rather than be left in its reader.</param>
    public static ValueTask<RequestedTools> ReadAsync(HttpContext context, int maximumBytes, bool isReplaced)
    {
        ToolHeaders headers = ToolHeaders.Of(context.Request.Headers);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return headers.DescribeJson ? ReadBodyAsync(context, headers, maximumBytes, isReplaced) : default;
        }

        // A WebSocket would carry messages that nobody reads; over HTTP/2 it is opened by CONNECT (RFC 8441).
        bool isPlain = headers.SayNothing && !HttpMethods.IsConnect(context.Request.Method) && !CanHaveBody(context);
        return new(isPlain ? RequestedTools.None : default);
    }

    private static int LimitOf(ApiRoute route) => route.Definition.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody;

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody
        ?? context.Request.ContentLength is not (null or 0) || context.Request.Headers.TransferEncoding.Count > 0;

    private static async ValueTask<RequestedTools> ReadBodyAsync(HttpContext context, ToolHeaders headers, int maximumBytes, bool isReplaced)
    {
        if (context.Request.ContentLength > maximumBytes)
        {
            return RefuseOversized(context);
        }

        PipeReader body = context.Request.BodyReader;
        CancellationToken aborted = context.RequestAborted;
        ReadResult read = await body.ReadAsync(aborted).ConfigureAwait(false);
        while (!read.IsCompleted && read.Buffer.Length <= maximumBytes)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync(aborted).ConfigureAwait(false);
        }

        if (read.Buffer.Length > maximumBytes)
        {
            body.AdvanceTo(read.Buffer.Start);
            return RefuseOversized(context);
        }

        RequestedTools tools = ToolMessages.Read(read.Buffer, headers);
        if (isReplaced)
        {
            MemoryStream copy = new(read.Buffer.ToArray(), writable: false);
            body.AdvanceTo(read.Buffer.End);
            context.Request.Body = copy;
        }
        else
        {
            body.AdvanceTo(read.Buffer.Start);
        }

        return tools;
    }

    private static RequestedTools RefuseOversized(HttpContext context)
    {
        context.Features.Set(new OversizedBody());
        return default;
    }
}
