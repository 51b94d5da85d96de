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

    private EventBody(byte[] bytes, bool isBase64)
    {
        Bytes = bytes;
        IsBase64 = isBase64;
    }

    public byte[] Bytes { get; }

    public bool IsBase64 { get; }

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or wrongly framed.</exception>
    public static async Task<EventBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ReadResult read;
        while (!(read = await request.BodyReader.ReadAsync(cancellationToken)).IsCompleted)
        {
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        byte[] bytes = read.Buffer.ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return new EventBody(bytes, bytes.Length > 0 && !(IsText(request.ContentType) && Utf8.IsValid(bytes)));
    }

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
