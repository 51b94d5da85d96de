using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Authz.Tests.Keys;

/// <summary>An issuer without a network: answers discovery and key set requests as it is told.</summary>
internal sealed class ScriptedIssuer : HttpMessageHandler
{
    public const string Issuer = "https://id.example.com/tenant/";
    public const string DiscoveryAddress = "https://id.example.com/tenant/.well-known/openid-configuration";
    public const string KeySetAddress = "https://id.example.com/keys";

    private int _requests;
    private volatile string _keySet = """{"keys":[]}""";

    public ScriptedIssuer() => Answer = (request, _) => Task.FromResult(AnswerWell(request));

    /// <summary>How a request is answered.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public string? CacheControl { get; set; }

    public bool IsDisposed { get; private set; }

    public void Publish(params IEnumerable<TestJwk> keys) => _keySet = TestJwk.SetOf(keys.Select(key => key.Json));

    /// <summary>Answers as a sound issuer does.</summary>
    public HttpResponseMessage AnswerWell(HttpRequestMessage request) => request.RequestUri!.AbsoluteUri switch
    {
        DiscoveryAddress => Json($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{KeySetAddress}}"}"""),
        KeySetAddress => Json(_keySet),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    public HttpResponseMessage Json(string body, string mediaType = "application/json")
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (CacheControl is not null)
        {
            response.Headers.TryAddWithoutValidation("Cache-Control", CacheControl);
        }

        return response;
    }

    public void GoDown() => Answer = (_, _) => throw new HttpRequestException("connection refused");

    public void ComeBack() => Answer = (request, _) => Task.FromResult(AnswerWell(request));

    /// <summary>From now on requests get no answer at all until they are given up.</summary>
    /// <returns>Completes when the first of them has come.</returns>
    public Task Stall()
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer = async (_, cancellationToken) =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        };
        return reached.Task;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return Answer(request, cancellationToken);
    }
}
