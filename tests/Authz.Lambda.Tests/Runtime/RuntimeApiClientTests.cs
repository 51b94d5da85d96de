using System.Text;
using Authz.Lambda.Answers;
using Authz.Lambda.Runtime;

namespace Authz.Lambda.Tests.Runtime;

/// <summary>The client's exchanges: what it asks, on which connection, and what is asked again.</summary>
public sealed class RuntimeApiClientTests
{
    private static readonly AuthorizerAnswer s_document = AuthorizerAnswer.Document("{\"a\":1}"u8.ToArray());
    private static readonly string s_taken = ScriptedRuntimeApi.Answer("202 Accepted");

    [Fact]
    public void AsksAndAnswers_OnOneConnection()
    {
        using ScriptedRuntimeApi api = new([
            ScriptedRuntimeApi.Answer(
                "200 OK",
                "lambda-runtime-aws-request-id:id-1 \r\nLAMBDA-RUNTIME-DEADLINE-MS: 1700000000123\r\n"
                    + "Lambda-Runtime-Trace-Id: Root=1;Sampled=1\r\n",
                "[1]"),
            s_taken,
            ScriptedRuntimeApi.Invocation("id-2"),
            s_taken,
        ]);
        using RuntimeApiClient client = new(api.Address);

        Invocation first = client.Next(default);
        Assert.Equal(("id-1", "Root=1;Sampled=1"), (first.Id, first.TraceId));
        Assert.Equal(1700000000123, first.Deadline!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("[1]", Encoding.UTF8.GetString(first.Event.Span));
        client.Complete("id-1", s_document);
        Invocation second = client.Next(default);
        Assert.Equal(("id-2", null, null), (second.Id, second.Deadline, second.TraceId));
        client.Complete("id-2", AuthorizerAnswer.Failure("why", "what"));

        const string Root = "/2018-06-01/runtime/invocation";
        string version = $" HTTP/1.1\r\nHost: {api.Address}\r\n";
        string next = $"0 GET {Root}/next{version}\r\n";
        string json = version + "Content-Type: application/json\r\n";
        Assert.Equal(
            [
                next,
                $"0 POST {Root}/id-1/response{json}Content-Length: 7\r\n\r\n{{\"a\":1}}",
                next,
                $"0 POST {Root}/id-2/error{json}Lambda-Runtime-Function-Error-Type: Authz.why\r\n"
                    + "Content-Length: 41\r\n\r\n{\"errorMessage\":\"what\",\"errorType\":\"why\"}",
            ],
            api.Requests);
    }

    [Fact]
    public void Reconnects_WhenTheAnswerSaysClose()
    {
        using ScriptedRuntimeApi api = new(
            [ScriptedRuntimeApi.Answer("200 OK", "Lambda-Runtime-Aws-Request-Id: id\r\nConnection: x, Close\r\n", "{}"), s_taken],
            [s_taken]);
        using RuntimeApiClient client = new(api.Address);

        client.Next(default);
        client.Complete("id", s_document);

        Assert.StartsWith("1 POST", api.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reconnects_WhenTheConnectionWasClosedWhileIdle()
    {
        using ScriptedRuntimeApi api = new([ScriptedRuntimeApi.Invocation("id")], [s_taken], [ScriptedRuntimeApi.Invocation("id-2")]);
        using RuntimeApiClient client = new(api.Address);

        client.Next(default);
        api.Closed.Wait();
        client.Complete("id", s_document);
        api.Closed.Wait();

        Assert.Equal("id-2", client.Next(default).Id);
        Assert.Equal(["0 GET", "1 POST", "2 GET"], api.Requests.Select(request => request.Split(" /")[0]));
    }

    [Fact]
    public void Ignores_AnUnsolicitedAnswer()
    {
        using ScriptedRuntimeApi api = new(
            [ScriptedRuntimeApi.Invocation("id"), s_taken + ScriptedRuntimeApi.Invocation("forged")],
            [ScriptedRuntimeApi.Invocation("id-2")]);
        using RuntimeApiClient client = new(api.Address);

        client.Next(default);
        client.Complete("id", s_document);

        Assert.Equal("id-2", client.Next(default).Id);
    }

    [Fact]
    public void Retries_WhenNoByteOfAnAnswerCame()
    {
        using ScriptedRuntimeApi api = new([""], [ScriptedRuntimeApi.Invocation("id")]);
        using RuntimeApiClient client = new(api.Address);

        Assert.Equal("id", client.Next(default).Id);
        Assert.Equal(2, api.Requests.Count);
    }

    [Fact]
    public void NeverRetries_AfterAnAnswerBegan()
    {
        using ScriptedRuntimeApi api = new(["H"], [ScriptedRuntimeApi.Invocation("id")]);
        using RuntimeApiClient client = new(api.Address);

        RuntimeApiException exception = Assert.Throws<RuntimeApiException>(() => client.Next(default));

        Assert.Equal("it closed the connection before the end of its answer.", exception.Message);
        Assert.Single(api.Requests);
    }

    [Fact]
    public void NeverPostsTwice_AnAnswerThatMayHaveArrived()
    {
        using ScriptedRuntimeApi api = new([ScriptedRuntimeApi.Invocation("id"), ""], [s_taken]);
        using RuntimeApiClient client = new(api.Address);
        client.Next(default);

        Assert.Throws<RuntimeApiException>(() => client.Complete("id", s_document));

        Assert.Equal(2, api.Requests.Count);
    }

    [Theory]
    [InlineData("taken", "202 Accepted", null)]
    [InlineData("an answer that came too late", "400 Bad Request", null)]
    [InlineData("an answer that is too long", "413 Payload Too Large", null)]
    [InlineData("a failure of the Runtime API", "500 Internal Server Error", "it answered with status 500.")]
    public void Fails_OnlyWhenTheRuntimeApiDid(string description, string status, string? expected)
    {
        using ScriptedRuntimeApi api = new([ScriptedRuntimeApi.Answer(status, body: "{\"errorType\":\"x\"}")]);
        using RuntimeApiClient client = new(api.Address);

        RuntimeApiException? exception = (RuntimeApiException?)Record.Exception(() => client.Complete("id", s_document));

        Assert.True(expected == exception?.Message, description);
    }

    [Theory]
    [InlineData("no invocation", "500 Internal Server Error", "Lambda-Runtime-Aws-Request-Id: id\r\n")]
    [InlineData("no identifier", "200 OK", "")]
    [InlineData("an identifier that is a path", "200 OK", "Lambda-Runtime-Aws-Request-Id: a/b\r\n")]
    public void Rejects_AnInvocation(string description, string status, string fields)
    {
        string expected = $"it gave no invocation but status {status[..3]}.";
        using ScriptedRuntimeApi api = new([ScriptedRuntimeApi.Answer(status, fields, "{}")]);
        using RuntimeApiClient client = new(api.Address);

        Assert.True(expected == Assert.Throws<RuntimeApiException>(() => client.Next(default)).Message, description);
    }

    [Fact]
    public async Task Stops_WaitingForTheNextInvocation_OnShutdown()
    {
        using ScriptedRuntimeApi api = new([""]) { HangsAtTheEnd = true };
        using RuntimeApiClient client = new(api.Address);
        using CancellationTokenSource shutdown = new();
        Task<Invocation> next = Task.Run(() => client.Next(shutdown.Token));
        await api.Asked.WaitAsync();

        await shutdown.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public void Names_TheAddress_WhenNobodyListens()
    {
        string address = $"127.0.0.1:{LoopbackPort.Free()}";
        using RuntimeApiClient client = new(address);

        RuntimeApiException exception = Assert.Throws<RuntimeApiException>(() => client.Next(default));

        Assert.StartsWith($"no connection to {address}: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host:port")]
    [InlineData("host:1/path")]
    [InlineData("user@host:1")]
    public void Rejects_AnAddress(string address) =>
        Assert.Equal(
            $"its address '{address}' is not a host and a port.",
            Assert.Throws<RuntimeApiException>(() => new RuntimeApiClient(address)).Message);
}
