using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// Reads which tools a request calls: the body decides, headers must agree, and what cannot be read positively is unreadable. The octets
/// that were judged take the place of the request's body: whatever reads it later gets those.
/// </summary>
internal static class ToolCallReader
{
    private static readonly ToolReader s_forwarded = static (state, route, _) => ReadAsync((HttpContext)state, LimitOf(route), isForwarded: true);
    private static readonly ToolReader s_kept = static (state, route, _) => ReadAsync((HttpContext)state, LimitOf(route), isForwarded: false);

    /// <summary>For a server that forwards requests, and disposes of their <see cref="JudgedBody"/>.</summary>
    public static ToolSource ForForwarding(HttpContext context) => new(context, s_forwarded);

    /// <summary>For an application, which may read the body whenever it likes.</summary>
    public static ToolSource ForApplication(HttpContext context) => new(context, s_kept);

    /// <summary>Reads the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The largest body; beyond it the request is unreadable, and <see cref="OversizedBody"/> is noted.</param>
    /// <param name="isForwarded">Whether the body that takes the place of the request's is a <see cref="JudgedBody"/>.</param>
    public static ValueTask<RequestedTools> ReadAsync(HttpContext context, int maximumBytes, bool isForwarded)
    {
        ToolHeaders headers = ToolHeaders.Of(context.Request.Headers);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return headers.DescribeJson ? ReadBodyAsync(context, headers, maximumBytes, isForwarded) : default;
        }

        // A WebSocket would carry messages that nobody reads; over HTTP/2 it is opened by CONNECT (RFC 8441).
        bool isPlain = headers.SayNothing && !HttpMethods.IsConnect(context.Request.Method) && !CanHaveBody(context);
        return new(isPlain ? RequestedTools.None : default);
    }

    private static int LimitOf(ApiRoute route) => route.Definition.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody;

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody
        ?? context.Request.ContentLength is not (null or 0) || context.Request.Headers.TransferEncoding.Count > 0;

    private static ValueTask<RequestedTools> ReadBodyAsync(HttpContext context, ToolHeaders headers, int maximumBytes, bool isForwarded)
    {
        if (context.Request.ContentLength > maximumBytes)
        {
            return new(RefuseOversized(context));
        }

        // Most bodies are whole by now: nothing is kept for those that are not.
        PipeReader body = context.Request.BodyReader;
        ValueTask<ReadResult> reading = body.ReadAsync(context.RequestAborted);
        if (!reading.IsCompletedSuccessfully)
        {
            return AwaitBodyAsync(context, body, reading, headers, maximumBytes, isForwarded);
        }

        ReadResult read = reading.Result;
        return read.IsCompleted
            ? new(Take(context, body, read.Buffer, headers, maximumBytes, isForwarded))
            : AwaitBodyAsync(context, body, new(read), headers, maximumBytes, isForwarded);
    }

    private static async ValueTask<RequestedTools> AwaitBodyAsync(
        HttpContext context, PipeReader body, ValueTask<ReadResult> reading, ToolHeaders headers, int maximumBytes, bool isForwarded)
    {
        ReadResult read = await reading.ConfigureAwait(false);
        while (!read.IsCompleted && read.Buffer.Length <= maximumBytes)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync(context.RequestAborted).ConfigureAwait(false);
        }

        return Take(context, body, read.Buffer, headers, maximumBytes, isForwarded);
    }

    private static RequestedTools Take(
        HttpContext context, PipeReader body, in ReadOnlySequence<byte> octets, ToolHeaders headers, int maximumBytes, bool isForwarded)
    {
        if (octets.Length > maximumBytes)
        {
            body.AdvanceTo(octets.Start);
            return RefuseOversized(context);
        }

        if (isForwarded)
        {
            JudgedBody judged = JudgedBody.Copy(octets);
            body.AdvanceTo(octets.End);
            context.Request.Body = judged;
            return ToolMessages.Read(judged.Octets, headers);
        }

        byte[] copy = octets.ToArray();
        body.AdvanceTo(octets.End);
        context.Request.Body = new MemoryStream(copy, writable: false);
        return ToolMessages.Read(copy, headers);
    }

    private static RequestedTools RefuseOversized(HttpContext context)
    {
        context.Features.Set(new OversizedBody());
        return default;
    }
}
