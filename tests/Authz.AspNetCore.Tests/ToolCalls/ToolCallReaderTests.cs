using System.IO.Pipelines;
using System.Text;
using Authz.AspNetCore.ToolCalls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.AspNetCore.Tests.ToolCalls;

public sealed class ToolCallReaderTests
{
    private static readonly byte[] s_call = Encoding.UTF8.GetBytes(
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather"}}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_ABodyThatComesInPieces(bool isForwarded)
    {
        Pipe pipe = new();
        DefaultHttpContext context = Post(pipe.Reader.AsStream());

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 1_000, isForwarded, CancellationToken.None);
        await pipe.Writer.WriteAsync(s_call.AsMemory(0, 10));
        Assert.False(reading.IsCompleted);
        await pipe.Writer.WriteAsync(s_call.AsMemory(10));
        await pipe.Writer.CompleteAsync();

        Assert.Equal(["get_weather"], (await reading).Names);
        Assert.Equal(isForwarded, context.Request.Body is JudgedBody);
        using MemoryStream judged = new();
        await context.Request.Body.CopyToAsync(judged);
        Assert.Equal(s_call, judged.ToArray());
    }

    [Fact]
    public async Task Stops_WhereABodyIsTooLarge()
    {
        Pipe pipe = new();
        DefaultHttpContext context = Post(pipe.Reader.AsStream());

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 50, isForwarded: true, CancellationToken.None);
        await pipe.Writer.WriteAsync(s_call.AsMemory(0, 10));
        await pipe.Writer.WriteAsync(s_call.AsMemory(10));

        Assert.False((await reading).IsReadable);
        Assert.Equal(413, context.Features.Get<UnreadBody>()?.StatusCode);
    }

    /// <summary>Whatever is wrong with a body, the request is refused and its answer says so; nothing is thrown through the engine.</summary>
    [Theory]
    [InlineData("a slow body", 408, 408)]
    [InlineData("a body that the server finds too large", 413, 413)]
    [InlineData("a faulty chunk", 400, 400)]
    [InlineData("a client that has hung up", null, null)]
    public async Task Refuses_WhereABodyEndsInAFault(string description, int? fault, int? status)
    {
        Pipe pipe = new();
        DefaultHttpContext context = Post(pipe.Reader.AsStream());

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 1_000, isForwarded: true, CancellationToken.None);
        await pipe.Writer.WriteAsync(s_call.AsMemory(0, 10));
        await pipe.Writer.CompleteAsync(fault is { } code ? new BadHttpRequestException("A fault.", code) : new IOException("Reset."));

        Assert.False((await reading).IsReadable);
        Assert.Equal((description, status), (description, context.Features.GetRequiredFeature<UnreadBody>().StatusCode));
    }

    [Fact]
    public async Task Refuses_WhereTheTimeIsOver()
    {
        Pipe pipe = new();
        DefaultHttpContext context = Post(pipe.Reader.AsStream());
        using CancellationTokenSource deadline = new();

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 1_000, isForwarded: true, deadline.Token);
        await pipe.Writer.WriteAsync(s_call.AsMemory(0, 10));
        await deadline.CancelAsync();

        Assert.False((await reading).IsReadable);
        Assert.Equal(503, context.Features.Get<UnreadBody>()?.StatusCode);
    }

    private static DefaultHttpContext Post(Stream body)
    {
        DefaultHttpContext context = new();
        context.Request.Method = "POST";
        context.Request.ContentType = "application/json";
        context.Request.Body = body;
        return context;
    }
}
