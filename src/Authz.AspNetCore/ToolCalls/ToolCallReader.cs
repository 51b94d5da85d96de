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
    private static readonly ToolReader s_kept = static (state, route, _) => KeepAsync((HttpContext)state, LimitOf(route));

    /// <summary>For an application, which may read the body whenever it likes.</summary>
    public static ToolSource ForApplication(HttpContext context) => new(context, s_kept);

    /// <summary>Reads a request for an application.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The largest body; beyond it the request is unreadable, and <see cref="UnreadBody"/> is noted.</param>
    public static ValueTask<RequestedTools> KeepAsync(HttpContext context, int maximumBytes) =>
        ReadAsync(context, maximumBytes, isForwarded: false, context.RequestAborted);

    /// <summary>Reads a request for a server that forwards it, and disposes of its <see cref="JudgedBody"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="route">Its route.</param>
    /// <param name="deadline">The end of the time for the whole exchange.</param>
    public static ValueTask<RequestedTools> ForwardAsync(HttpContext context, ApiRoute route, CancellationToken deadline) =>
        ReadAsync(context, LimitOf(route), isForwarded: true, deadline);

    /// <summary>Reads a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The largest body.</param>
    /// <param name="isForwarded">Whether the body that takes the place of the request's is a <see cref="JudgedBody"/>.</param>
    /// <param name="cancellationToken">Ends the reading; the request is then unreadable too.</param>
    public static ValueTask<RequestedTools> ReadAsync(
        HttpContext context, int maximumBytes, bool isForwarded, CancellationToken cancellationToken)
    {
        ToolHeaders headers = ToolHeaders.Of(context.Request.Headers);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return headers.DescribeJson ? ReadBodyAsync(context, headers, maximumBytes, isForwarded, cancellationToken) : default;
        }

        // A WebSocket would carry messages that nobody reads; over HTTP/2 it is opened by CONNECT (RFC 8441).
        bool isPlain = headers.SayNothing && !HttpMethods.IsConnect(context.Request.Method) && !CanHaveBody(context);
        return new(isPlain ? RequestedTools.None : default);
    }

    private static int LimitOf(ApiRoute route) => route.Definition.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody;

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody
        ?? context.Request.ContentLength is not (null or 0) || context.Request.Headers.TransferEncoding.Count > 0;

    private static ValueTask<RequestedTools> ReadBodyAsync(
        HttpContext context, ToolHeaders headers, int maximumBytes, bool isForwarded, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > maximumBytes)
        {
            return new(Refuse(context, new UnreadBody(StatusCodes.Status413PayloadTooLarge)));
        }

        // Most bodies are whole by now: nothing is kept for those that are not.
        PipeReader body = context.Request.BodyReader;
        ValueTask<ReadResult> reading = body.ReadAsync(cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return AwaitBodyAsync(context, body, reading, headers, maximumBytes, isForwarded, cancellationToken);
        }

        ReadResult read = reading.Result;
        return read.IsCompleted
            ? new(Take(context, body, read.Buffer, headers, maximumBytes, isForwarded))
            : AwaitBodyAsync(context, body, new(read), headers, maximumBytes, isForwarded, cancellationToken);
    }

    private static async ValueTask<RequestedTools> AwaitBodyAsync(
        HttpContext context, PipeReader body, ValueTask<ReadResult> reading, ToolHeaders headers, int maximumBytes, bool isForwarded,
        CancellationToken cancellationToken)
    {
        try
        {
            ReadResult read = await reading.ConfigureAwait(false);
            while (!read.IsCompleted && read.Buffer.Length <= maximumBytes)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            return Take(context, body, read.Buffer, headers, maximumBytes, isForwarded);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return Refuse(context, new UnreadBody(StatusCodes.Status503ServiceUnavailable));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return Refuse(context, UnreadBody.Of(exception));
        }
    }

    private static RequestedTools Take(
        HttpContext context, PipeReader body, in ReadOnlySequence<byte> octets, ToolHeaders headers, int maximumBytes, bool isForwarded)
    {
        if (octets.Length > maximumBytes)
        {
            body.AdvanceTo(octets.Start);
            return Refuse(context, new UnreadBody(StatusCodes.Status413PayloadTooLarge));
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

    private static RequestedTools Refuse(HttpContext context, UnreadBody unread)
    {
        context.Features.Set(unread);
        return default;
    }
}
