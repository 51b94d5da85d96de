using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Authz.Lambda.Runtime;

/// <summary>Status line and header of an answer (RFC 9112 sections 4 to 6). Anything ambiguous is an error.</summary>
internal sealed class ResponseHead
{
    private const int LongestHead = 64 * 1024;

    private static readonly SearchValues<byte> s_token = SearchValues.Create(Encoding.ASCII.GetBytes(RfcText.TokenCharacters));

    // RFC 9110 section 5.5: characters forbidden in values. The tab is white space.
    private static readonly SearchValues<byte> s_control = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private ResponseHead(int statusCode) => StatusCode = statusCode;

    public int StatusCode { get; }

    /// <summary>The length of the body in bytes; null if it comes in chunks.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>Whether the connection can be used for another exchange.</summary>
    public bool KeepsAlive { get; private set; } = true;

    /// <summary><c>Lambda-Runtime-Aws-Request-Id</c>.</summary>
    public string? InvocationId { get; private set; }

    /// <summary><c>Lambda-Runtime-Deadline-Ms</c>.</summary>
    public string? Deadline { get; private set; }

    /// <summary><c>Lambda-Runtime-Trace-Id</c>.</summary>
    public string? TraceId { get; private set; }

    /// <exception cref="RuntimeApiException">The head is malformed or too long, or the connection broke.</exception>
    public static ResponseHead Read(RuntimeApiConnection connection)
    {
        ReadOnlySpan<byte> line = connection.ReadLine();
        ResponseHead head = new(ReadStatusCode(line));
        int length = line.Length;
        while (!(line = connection.ReadLine()).IsEmpty)
        {
            length += line.Length;
            if (length > LongestHead)
            {
                throw new RuntimeApiException($"the header of its answer has more than {LongestHead} bytes.");
            }

            head.AddField(line);
        }

        return head.IsChunked != head.ContentLength.HasValue
            ? head
            : throw new RuntimeApiException("its answer needs one of Content-Length and Transfer-Encoding.");
    }

    // HTTP/1.1 200 OK: the reason may be empty, but not the space before it. None of our requests asks for an interim answer (1xx).
    private static int ReadStatusCode(ReadOnlySpan<byte> line) =>
        line.StartsWith("HTTP/1.1 "u8) && line.Length >= 13 && line[12] == ' '
        && Utf8Parser.TryParse(line[9..12], out int code, out int digits) && digits == 3 && code is >= 200 and < 600
            ? code
            : throw new RuntimeApiException("its answer has a malformed status line.");

    private void AddField(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');

        // Also white space in front of the colon, and a folded line (RFC 9112 sections 5.1 and 5.2).
        if (colon <= 0 || line[..colon].ContainsAnyExcept(s_token) || line[colon..].ContainsAny(s_control))
        {
            throw new RuntimeApiException("its answer has a malformed header field.");
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "Lambda-Runtime-Aws-Request-Id"u8))
        {
            InvocationId = ReadText(InvocationId, value);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Lambda-Runtime-Deadline-Ms"u8))
        {
            Deadline = ReadText(Deadline, value);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Lambda-Runtime-Trace-Id"u8))
        {
            // Empty if the invocation is not traced: that is no reason to fail it.
            TraceId = value.IsEmpty ? TraceId : ReadText(TraceId, value);
        }
        else
        {
            AddFraming(name, value);
        }
    }

    private void AddFraming(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            ContentLength = ContentLength is null && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
                ? length
                : throw new RuntimeApiException("its answer has a malformed Content-Length.");
        }
        else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            IsChunked = !IsChunked && Ascii.EqualsIgnoreCase(value, "chunked"u8)
                ? true
                : throw new RuntimeApiException("its answer has a Transfer-Encoding other than chunked.");
        }
        else if (Ascii.EqualsIgnoreCase(name, "Connection"u8))
        {
            foreach (Range option in value.Split((byte)','))
            {
                KeepsAlive &= !Ascii.EqualsIgnoreCase(value[option].Trim(" \t"u8), "close"u8);
            }
        }
    }

    // Printable ASCII, once: Lambda's own values contain nothing else.
    private static string ReadText(string? known, ReadOnlySpan<byte> value) =>
        known is null && !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? Encoding.ASCII.GetString(value)
            : throw new RuntimeApiException("its answer has a malformed or repeated header field of Lambda's.");
}
