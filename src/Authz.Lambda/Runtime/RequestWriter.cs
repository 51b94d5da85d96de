using System.Buffers;
using System.Text;
using Authz.Lambda.Answers;

namespace Authz.Lambda.Runtime;

/// <summary>Writes requests to the Runtime API, each whole into one buffer that is used again.</summary>
/// <param name="authority">Host and port, for the field Host.</param>
internal sealed class RequestWriter(string authority)
{
    private const string Root = "/2018-06-01/runtime/";

    private readonly ArrayBufferWriter<byte> _post = new(8 * 1024);

    /// <summary>Asks for the next invocation.</summary>
    public byte[] Next { get; } = Encoding.ASCII.GetBytes($"GET {Root}invocation/next HTTP/1.1\r\nHost: {authority}\r\n\r\n");

    /// <summary>Posts a document or an error; valid until the next call.</summary>
    /// <param name="path">The path after the API's root, of characters allowed in paths.</param>
    /// <param name="answer">The document or error.</param>
    public ReadOnlySpan<byte> Post(string path, AuthorizerAnswer answer)
    {
        string errorType = answer.ErrorType is { } type ? $"Lambda-Runtime-Function-Error-Type: Authz.{type}\r\n" : "";
        _post.ResetWrittenCount();
        Encoding.ASCII.GetBytes(
            $"POST {Root}{path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n"
                + $"{errorType}Content-Length: {answer.Json.Length}\r\n\r\n",
            _post);
        _post.Write(answer.Json.Span);
        return _post.WrittenSpan;
    }
}
