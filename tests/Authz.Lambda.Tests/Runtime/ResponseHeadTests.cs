using Authz.Lambda.Runtime;

namespace Authz.Lambda.Tests.Runtime;

public sealed class ResponseHeadTests
{
    private const string StatusLine = "its answer has a malformed status line.";
    private const string Field = "its answer has a malformed header field.";
    private const string Length = "its answer has a malformed Content-Length.";
    private const string Encoding = "its answer has a Transfer-Encoding other than chunked.";
    private const string Framing = "its answer needs one of Content-Length and Transfer-Encoding.";
    private const string OfLambda = "its answer has a malformed or repeated header field of Lambda's.";
    private const string LineEnd = "a line of its answer does not end with CRLF.";

    [Theory]
    [InlineData("without a reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", 200, true)]
    [InlineData("white space around values", "HTTP/1.1 202 Accepted\r\nContent-Length: \t0 \r\nX:\r\n\r\n", 202, true)]
    [InlineData("chunks", "HTTP/1.1 404 Not Found\r\ntransfer-encoding: Chunked\r\n\r\n", 404, true)]
    [InlineData("keep-alive said", "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", 200, true)]
    [InlineData("close", "HTTP/1.1 200 OK\r\nconnection: CLOSE\r\nContent-Length: 0\r\n\r\n", 200, false)]
    [InlineData("an invocation that is not traced", "HTTP/1.1 200 OK\r\nLambda-Runtime-Trace-Id: \r\nContent-Length: 0\r\n\r\n", 200, true)]
    [InlineData("close among others", "HTTP/1.1 200 \r\nConnection: a ,close\r\nConnection: b\r\nContent-Length: 0\r\n\r\n", 200, false)]
    public void Accepts_Heads(string description, string answer, int statusCode, bool keepsAlive)
    {
        ResponseHead head = Read(answer);

        Assert.True((statusCode, keepsAlive) == (head.StatusCode, head.KeepsAlive), description);
    }

    [Theory]
    [InlineData("garbage", "garbage\r\n\r\n", StatusLine)]
    [InlineData("nothing in front of the header", "\r\nHTTP/1.1 200 OK\r\n\r\n", StatusLine)]
    [InlineData("another version", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("no space after the status code", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("a status code of two digits", "HTTP/1.1 20  OK\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("a status code of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("a status code with a sign", "HTTP/1.1 +20 OK\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", StatusLine)]
    [InlineData("a status code beyond the classes", "HTTP/1.1 600 OK\r\nContent-Length: 0\r\n\r\n", StatusLine)]
    [InlineData("a line feed alone", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", LineEnd)]
    [InlineData("an empty line of a line feed alone", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\n", LineEnd)]
    public void Rejects_OtherHeads(string description, string answer, string expected) =>
        Assert.Equal((description, expected), (description, FaultOf(answer)));

    [Theory]
    [InlineData("no colon", "Content-Length\r\n", Field)]
    [InlineData("no name", ": 0\r\n", Field)]
    [InlineData("white space in front of the colon", "Content-Length : 0\r\n", Field)]
    [InlineData("a folded line", "X: a\r\n b: c\r\nContent-Length: 0\r\n", Field)]
    [InlineData("a carriage return within a line", "X: a\rContent-Length: 0\r\n", Field)]
    [InlineData("no length", "", Framing)]
    [InlineData("length and chunks", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", Framing)]
    [InlineData("an empty length", "Content-Length:\r\n", Length)]
    [InlineData("a length with a sign", "Content-Length: +1\r\n", Length)]
    [InlineData("a length with a NUL", "Content-Length: 0\0\r\n", Field)]
    [InlineData("a length in hexadecimal", "Content-Length: 0x1\r\n", Length)]
    [InlineData("a length beyond 64 bits", "Content-Length: 9223372036854775808\r\n", Length)]
    [InlineData("the same length twice", "Content-Length: 0\r\nContent-Length: 0\r\n", Length)]
    [InlineData("a list of lengths", "Content-Length: 0, 0\r\n", Length)]
    [InlineData("another coding", "Transfer-Encoding: gzip, chunked\r\n", Encoding)]
    [InlineData("chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", Encoding)]
    [InlineData("two identifiers", "Lambda-Runtime-Aws-Request-Id: a\r\nlambda-runtime-aws-request-id: a\r\n", OfLambda)]
    [InlineData("an empty identifier", "Lambda-Runtime-Aws-Request-Id: \r\nContent-Length: 0\r\n", OfLambda)]
    [InlineData("two deadlines", "Lambda-Runtime-Deadline-Ms: 1\r\nLambda-Runtime-Deadline-Ms: 2\r\nContent-Length: 0\r\n", OfLambda)]
    [InlineData("a trace that is not ASCII", "Lambda-Runtime-Trace-Id: \u00e9\r\nContent-Length: 0\r\n", OfLambda)]
    public void Rejects_Fields(string description, string fields, string expected) =>
        Assert.Equal((description, expected), (description, FaultOf($"HTTP/1.1 200 OK\r\n{fields}\r\n")));

    [Fact]
    public void Rejects_ALine_ThatIsTooLong() =>
        Assert.Equal(
            "a line of its answer has more than 16384 bytes.",
            FaultOf($"HTTP/1.1 200 {new string('x', 20_000)}\r\nContent-Length: 0\r\n\r\n"));

    [Fact]
    public void Rejects_AHeader_ThatIsTooLong()
    {
        string fields = string.Concat(Enumerable.Repeat($"X: {new string('x', 1000)}\r\n", 66));

        Assert.Equal(
            "the header of its answer has more than 65536 bytes.",
            FaultOf($"HTTP/1.1 200 OK\r\n{fields}Content-Length: 0\r\n\r\n"));
    }

    private static string FaultOf(string answer) => Assert.Throws<RuntimeApiException>(() => Read(answer)).Message;

    private static ResponseHead Read(string answer)
    {
        using ScriptedRuntimeApi api = new([answer]);
        using RuntimeApiConnection connection = api.Connect();
        connection.Open();
        connection.Send("\r\n\r\n"u8);
        return ResponseHead.Read(connection);
    }
}
