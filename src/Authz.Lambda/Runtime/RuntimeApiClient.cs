using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Runtime;

/// <summary>
/// A client of the Lambda Runtime API, version 2018-06-01 (Lambda developer guide, runtimes-api). It blocks: a runtime has one invocation
/// at a time, and a thread that waits in the kernel starts soonest and costs least. Not safe for concurrent use.
/// </summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly string _root;
    private readonly HttpMessageInvoker _http;

    // One byte more than is read tells an event that is too long from one that just fits.
    private readonly byte[] _event = new byte[AuthorizerEventReader.MaximumBytes + 1];

    /// <param name="address">Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> names them.</param>
    public RuntimeApiClient(string address)
    {
        _root = $"http://{address}/2018-06-01/runtime/";
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>Waits for the next invocation, however long that takes: the process may be frozen meanwhile.</summary>
    /// <exception cref="HttpRequestException">The Runtime API failed.</exception>
    /// <exception cref="OperationCanceledException">The runtime shuts down.</exception>
    public Invocation Next(CancellationToken shutdown)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _root + "invocation/next");
        using HttpResponseMessage response = _http.Send(request, shutdown);
        if (response.StatusCode != HttpStatusCode.OK || HeaderOf(response, "Lambda-Runtime-Aws-Request-Id") is not { } id)
        {
            throw new HttpRequestException($"The Runtime API gave no invocation but status {(int)response.StatusCode}.");
        }

        using Stream content = response.Content.ReadAsStream(shutdown);
        int length = content.ReadAtLeast(_event, _event.Length, throwOnEndOfStream: false);
        return new Invocation(id, DeadlineOf(response), HeaderOf(response, "Lambda-Runtime-Trace-Id"), _event.AsMemory(0, length));
    }

    /// <summary>Ends an invocation.</summary>
    /// <exception cref="HttpRequestException">The Runtime API failed.</exception>
    public void Complete(string invocationId, AuthorizerAnswer answer) =>
        Post($"invocation/{invocationId}/{(answer.ErrorType is null ? "response" : "error")}", answer);

    /// <summary>Says that the function cannot start.</summary>
    /// <exception cref="HttpRequestException">The Runtime API failed.</exception>
    public void FailInitialization(AuthorizerAnswer failure) => Post("init/error", failure);

    public void Dispose() => _http.Dispose();

    private void Post(string path, AuthorizerAnswer answer)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _root + path) { Content = new ReadOnlyMemoryContent(answer.Json) };
        request.Content.Headers.ContentType = s_json;
        if (answer.ErrorType is not null)
        {
            request.Headers.Add(ErrorTypeHeader, "Authz." + answer.ErrorType);
        }

        using HttpResponseMessage response = _http.Send(request, default);

        // Of an invocation whose time was up meanwhile the Runtime API takes no answer any more (4xx), which ends that one alone.
        if ((int)response.StatusCode >= 500)
        {
            throw new HttpRequestException($"The Runtime API answered with status {(int)response.StatusCode}.");
        }
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    private static DateTimeOffset? DeadlineOf(HttpResponseMessage response) =>
        long.TryParse(
            HeaderOf(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
