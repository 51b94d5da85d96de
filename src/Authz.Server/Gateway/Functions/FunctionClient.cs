using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Functions;

/// <summary>
/// Invokes functions by the Lambda API's <c>Invoke</c> (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), which the runtime
/// interface emulator of AWS's container images speaks.
/// </summary>
internal sealed class FunctionClient(ViaPseudonym pseudonym, TimeProvider timeProvider) : IDisposable
{
    /// <summary>The quota of Lambda on events and answers.</summary>
    public const int MaximumBytes = 6 * 1024 * 1024;

    private const string ErrorHeader = "X-Amz-Function-Error";

    // So that a function that moves is found: addresses are looked up again for new connections only.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = s_connectionLifetime,
        RequestHeaderEncodingSelector = static (_, _) => HeaderOctets.Writing,
    });

    /// <summary>Invokes a function for a client's request, and waits for its answer up to its timeout.</summary>
    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    public async Task<FunctionResult> InvokeAsync(
        Uri address, ReadOnlyMemory<byte> payload, HttpContext context, TimeSpan timeout)
    {
        using CancellationTokenSource deadline = new(timeout, timeProvider);
        return await InvokeAsync(address, payload, context, deadline.Token);
    }

    /// <summary>Invokes a function for a client's request, and waits for its answer up to a deadline that began before.</summary>
    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    public async Task<FunctionResult> InvokeAsync(
        Uri address, ReadOnlyMemory<byte> payload, HttpContext context, CancellationToken deadline)
    {
        if (payload.Length > MaximumBytes)
        {
            return new FunctionResult(FunctionOutcome.EventTooLarge, default);
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, context.RequestAborted);
        try
        {
            return await SendAsync(address, payload, pseudonym.AppendTo(context.Request), either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new FunctionResult(FunctionOutcome.Unavailable, default);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return new FunctionResult(FunctionOutcome.TimedOut, default);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<FunctionResult> SendAsync(
        Uri address, ReadOnlyMemory<byte> payload, IEnumerable<string?> via, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(payload) };
        request.Headers.TryAddWithoutValidation("Via", via);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        await using Stream content = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (await ReadAsync(content, cancellationToken) is not { } answer)
        {
            return new FunctionResult(FunctionOutcome.Failed, default);
        }

        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(FunctionOutcome.Unavailable, default),
            HttpStatusCode.OK when !response.Headers.Contains(ErrorHeader) && !FunctionError.IsOne(answer) =>
                new(FunctionOutcome.Answered, answer),
            _ => new(FunctionOutcome.Failed, answer),
        };
    }

    // Null if the answer is larger than a function's may be.
    private static async Task<byte[]?> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        const int ChunkBytes = 64 * 1024;
        ArrayBufferWriter<byte> answer = new();
        int read;
        while ((read = await content.ReadAsync(answer.GetMemory(ChunkBytes), cancellationToken)) > 0)
        {
            answer.Advance(read);
            if (answer.WrittenCount > MaximumBytes)
            {
                return null;
            }
        }

        return answer.WrittenSpan.ToArray();
    }
}
