using System.Text;
using Authz.Lambda.Runtime;

namespace Authz.Lambda.Tests.Runtime;

public sealed class ResponseBodyTests
{
    private const string ByLength = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world";
    private const string InChunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5;x=y\r\nworld\r\n0\r\n\r\n";
    private const string Size = "its answer has a malformed chunk size.";
    private const string End = "its answer has a chunk of another length than it states.";
    private const string Cut = "it closed the connection before the end of its answer.";
    private const string TooLong = "the body of its answer has more than 8388608 bytes.";

    [Theory]
    [InlineData("by length", ByLength)]
    [InlineData("in chunks", InChunks)]
    public void Reads_TheSame_HoweverTheNetworkSplitsIt(string description, string answer)
    {
        for (int cut = 0; cut < answer.Length; cut++)
        {
            Assert.Equal((description, cut, "hello world"), (description, cut, Read(answer, room: 20, cut)));
        }
    }

    [Theory]
    [InlineData("by length", ByLength)]
    [InlineData("in chunks", InChunks)]
    public void Rejects_AnAnswerCutOff_AtEveryByte(string description, string answer)
    {
        for (int length = 0; length < answer.Length; length++)
        {
            Assert.Equal((description, length, Cut), (description, length, FaultOf(answer[..length])));
        }
    }

    [Theory]
    [InlineData("by length", false)]
    [InlineData("in chunks", true)]
    public void Keeps_AsMuchAsFits_AndReadsTheNextAnswer(string description, bool isChunked)
    {
        string body = string.Concat(Enumerable.Range(0, 60_000).Select(number => number % 10));
        string answer = isChunked
            ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4E20\r\n{body[..20_000]}\r\n9c40\r\n{body[20_000..]}\r\n0\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{body}";
        using ScriptedRuntimeApi api = new([answer, ByLength]);
        using RuntimeApiConnection connection = api.Connect();
        foreach ((int room, string expected) in new[] { (25_003, body[..25_003]), (20, "hello world") })
        {
            connection.Open();
            Assert.Equal((description, expected), (description, Exchange(connection, room)));
            connection.Release(keepAlive: true);
        }

        Assert.All(api.Requests, request => Assert.StartsWith("0 ", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no size", "\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size with a sign", "+5\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size with its prefix", "0x5\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size with white space", " 5\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size with a NUL", "5\0\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size of nine digits", "000000005\r\nhello\r\n0\r\n\r\n", Size)]
    [InlineData("a size without end", "ffffffff\r\nhello\r\n0\r\n\r\n", TooLong)]
    [InlineData("a chunk longer than its size", "4\r\nhello\r\n0\r\n\r\n", End)]
    [InlineData("a chunk that ends with a line feed alone", "5\r\nhello\n0\r\n\r\n", "a line of its answer does not end with CRLF.")]
    [InlineData("a trailer", "5\r\nhello\r\n0\r\nX: y\r\n\r\n", End)]
    public void Rejects_Chunks(string description, string chunks, string expected)
    {
        string answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;

        Assert.Equal((description, expected), (description, FaultOf(answer)));
    }

    [Fact]
    public void Rejects_ALengthBeyondLambdasLimit() =>
        Assert.Equal(TooLong, FaultOf("HTTP/1.1 200 OK\r\nContent-Length: 8388609\r\n\r\n"));

    private static string FaultOf(string answer) => Assert.Throws<RuntimeApiException>(() => Read(answer, room: 20)).Message;

    private static string Read(string answer, int room, int cutAfter = 0)
    {
        using ScriptedRuntimeApi api = new([answer]) { CutAfter = cutAfter };
        using RuntimeApiConnection connection = api.Connect();
        connection.Open();
        return Exchange(connection, room);
    }

    private static string Exchange(RuntimeApiConnection connection, int room)
    {
        connection.Send("\r\n\r\n"u8);
        byte[] body = new byte[room];
        return Encoding.ASCII.GetString(body, 0, ResponseBody.Read(connection, ResponseHead.Read(connection), body));
    }
}
