using System.IO.Pipelines;
using System.Text;
using Authz.AspNetCore.ToolCalls;
using Microsoft.AspNetCore.Http;

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

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 1_000, isForwarded);
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

        ValueTask<RequestedTools> reading = ToolCallReader.ReadAsync(context, maximumBytes: 50, isForwarded: true);
        await pipe.Writer.WriteAsync(s_call.AsMemory(0, 10));
        await pipe.Writer.WriteAsync(s_call.AsMemory(10));

        Assert.False((await reading).IsReadable);
        Assert.NotNull(context.Features.Get<OversizedBody>());
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
