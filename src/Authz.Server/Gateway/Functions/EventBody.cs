using System.Buffers;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Authz.Server.Gateway.Functions;

/// <summary>The body of a request in an event: text, or else base64.</summary>
internal sealed class EventBody
{
    private const string Utf8Parameter = "charset=utf-8";

    // The types that the service was observed to deliver as text; everything else, including forms, is base64.
    private static readonly string[] s_textTypes =
    [
        MediaTypeNames.Text.Plain, MediaTypeNames.Text.Html, "text/csv", MediaTypeNames.Text.Xml, MediaTypeNames.Application.Json,
        MediaTypeNames.Application.Xml, "application/javascript", "application/graphql",
    ];

    private static readonly string[] s_typesWithCharset = [MediaTypeNames.Text.Plain, MediaTypeNames.Application.Json];

    // RFC 8259 section 7: what a JSON string holds only as two octets or more.
    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private EventBody(byte[] bytes, bool isBase64)
    {
        Bytes = bytes;
        IsBase64 = isBase64;
    }

    public byte[] Bytes { get; }

    public bool IsBase64 { get; }

    /// <summary>Reads the whole body; null, as soon as that is known, if it makes the event larger than it may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">How large the event may be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadHttpRequestException">The body is too large or wrongly framed.</exception>
    public static async Task<EventBody?> ReadAsync(HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        bool isText = IsText(request.ContentType);
        if (LengthInEvent(request.ContentLength ?? 0, isText) > maximumBytes)
        {
            return null;
        }

        ReadResult read;
        while (!(read = await request.BodyReader.ReadAsync(cancellationToken)).IsCompleted)
        {
            bool isTooLarge = LengthInEvent(read.Buffer.Length, isText) > maximumBytes;
            request.BodyReader.AdvanceTo(isTooLarge ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (isTooLarge)
            {
                return null;
            }
        }

        byte[] bytes = read.Buffer.ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End);
        isText &= Utf8.IsValid(bytes);
        long escapes = isText ? bytes.AsSpan().CountAny(s_escaped) : 0;
        return LengthInEvent(bytes.Length, isText) + escapes > maximumBytes ? null : new EventBody(bytes, bytes.Length > 0 && !isText);
    }

    // At least: escapes in text come on top.
    private static long LengthInEvent(long length, bool isText) => isText ? length : (length + 2) / 3 * 4;

    /// <summary>Whether bodies of a content type are delivered as text.</summary>
    public static bool IsText(string? contentType)
    {
        string[] parts = (contentType ?? string.Empty).Split(';', StringSplitOptions.TrimEntries);
        return parts.Length switch
        {
            1 => s_textTypes.Contains(parts[0], StringComparer.OrdinalIgnoreCase),
            2 => s_typesWithCharset.Contains(parts[0], StringComparer.OrdinalIgnoreCase) &&
                parts[1].Equals(Utf8Parameter, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    /// <summary>Writes the body as the value of a member.</summary>
    public void Write(Utf8JsonWriter writer, string name)
    {
        if (IsBase64)
        {
            writer.WriteBase64String(name, Bytes);
        }
        else
        {
            writer.WriteString(name, Encoding.UTF8.GetString(Bytes));
        }
    }
}
