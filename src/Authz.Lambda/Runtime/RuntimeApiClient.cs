using System.Globalization;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Runtime;

/// <summary>
/// A client of the Lambda Runtime API, version 2018-06-01 (Lambda developer guide, runtimes-api). It has its own HTTP/1.1 over a
/// blocking socket, because <see cref="HttpClient"/> took most of an invocation's processor time (benchmarks/README.md, Lambda). Not
/// safe for concurrent use.
/// </summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private readonly RuntimeApiConnection _connection;
    private readonly RequestWriter _requests;

    // One byte beyond the limit distinguishes an event that is too long from one that just fits.
    private readonly byte[] _event = new byte[AuthorizerEventReader.MaximumBytes + 1];

    /// <param name="address">Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> names them.</param>
    /// <exception cref="RuntimeApiException">The address is not one.</exception>
    public RuntimeApiClient(string address)
    {
        if (!Uri.TryCreate($"http://{address}/", UriKind.Absolute, out Uri? root) || root.PathAndQuery != "/" || root.UserInfo.Length > 0)
        {
            throw new RuntimeApiException($"its address '{address}' is not a host and a port.");
        }

        _connection = new RuntimeApiConnection(root.DnsSafeHost, root.Port);
        _requests = new RequestWriter(root.Authority);
    }

    /// <summary>Waits for the next invocation without a time limit: the process may be frozen meanwhile.</summary>
    /// <exception cref="RuntimeApiException">The Runtime API failed.</exception>
    /// <exception cref="OperationCanceledException">The runtime shuts down.</exception>
    public Invocation Next(CancellationToken shutdown)
    {
        try
        {
            ResponseHead head = AskForNext(shutdown);
            int length = ResponseBody.Read(_connection, head, _event);
            _connection.Release(head.KeepsAlive);
            // Lambda's identifiers are UUIDs; anything else would not be safe in a path.
            return head.StatusCode == 200 && head.InvocationId is { } id && RfcText.IsUnreserved(id)
                ? new Invocation(id, DeadlineOf(head), head.TraceId, _event.AsMemory(0, length))
                : throw new RuntimeApiException($"it gave no invocation but status {head.StatusCode}.");
        }
        catch (RuntimeApiException) when (shutdown.IsCancellationRequested)
        {
            throw new OperationCanceledException(shutdown);
        }
    }

    /// <summary>Ends an invocation.</summary>
    /// <exception cref="RuntimeApiException">The Runtime API failed.</exception>
    public void Complete(string invocationId, AuthorizerAnswer answer) =>
        Post($"invocation/{invocationId}/{(answer.ErrorType is null ? "response" : "error")}", answer);

    /// <summary>Reports that the function cannot start.</summary>
    /// <exception cref="RuntimeApiException">The Runtime API failed.</exception>
    public void FailInitialization(AuthorizerAnswer failure) => Post("init/error", failure);

    public void Dispose() => _connection.Dispose();

    private ResponseHead AskForNext(CancellationToken shutdown)
    {
        try
        {
            return Exchange(_requests.Next, shutdown);
        }
        catch (RuntimeApiException) when (!_connection.HasAnswered && !shutdown.IsCancellationRequested)
        {
            // The connection broke while it waited. Nothing was handed out on it, so asking again loses no invocation.
            return Exchange(_requests.Next, shutdown);
        }
    }

    private void Post(string path, AuthorizerAnswer answer)
    {
        // Never repeated: an answer whose connection breaks may have arrived.
        ResponseHead head = Exchange(_requests.Post(path, answer), CancellationToken.None);
        ResponseBody.Read(_connection, head, room: []);
        _connection.Release(head.KeepsAlive);

        // If the invocation's time has run out, the Runtime API refuses its answer (4xx), which affects only that invocation.
        if (head.StatusCode >= 500)
        {
            throw new RuntimeApiException($"it answered with status {head.StatusCode}.");
        }
    }

    private ResponseHead Exchange(ReadOnlySpan<byte> request, CancellationToken shutdown)
    {
        _connection.Open();
        using CancellationTokenRegistration registration = _connection.CloseOn(shutdown);
        _connection.Send(request);
        return ResponseHead.Read(_connection);
    }

    private static DateTimeOffset? DeadlineOf(ResponseHead head) =>
        long.TryParse(head.Deadline, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}

/// <summary>One invocation from the Runtime API.</summary>
/// <param name="Id"><c>Lambda-Runtime-Aws-Request-Id</c>.</param>
/// <param name="Deadline"><c>Lambda-Runtime-Deadline-Ms</c>: when Lambda ends the invocation; null if it is not given.</param>
/// <param name="TraceId"><c>Lambda-Runtime-Trace-Id</c>, for AWS X-Ray; null if the invocation is not traced.</param>
/// <param name="Event">The event, valid until the next invocation; longer events are cut one byte after the read limit.</param>
internal readonly record struct Invocation(string Id, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
