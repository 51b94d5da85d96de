using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Authz.AspNetCore.Definitions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>The headers of a request that say what its body is, or repeat what it says (Model Context Protocol, version 2026-07-28).</summary>
internal readonly struct ToolHeaders
{
    private const string Json = "application/json";
    private const string EncodedPrefix = "=?base64?";
    private const string EncodedSuffix = "?=";

    private static readonly string[] s_names =
        [HeaderNames.ContentType, HeaderNames.ContentEncoding, "Mcp-Method", "Mcp-Name", HeaderNames.Upgrade];

    // In the order of their names.
    private readonly HeaderValue[] _values;

    private ToolHeaders(HeaderValue[] values) => _values = values;

    /// <summary>Those of a request to a server of ASP.NET Core.</summary>
    public static ToolHeaders Of(IHeaderDictionary headers) => new(HttpRequestMapping.FindHeaders(headers, s_names));

    /// <summary>Those that a host of another kind finds by their names.</summary>
    public static ToolHeaders Of(object headers, HeaderLookup find) => new([.. s_names.Select(name => find(headers, name))]);

    private HeaderValue ContentType => _values[0];

    private HeaderValue ContentEncoding => _values[1];

    private HeaderValue Method => _values[2];

    private HeaderValue Name => _values[3];

    private HeaderValue Upgrade => _values[4];

    /// <summary>Whether a request without a body says nothing of one, nor asks for a protocol in which messages could follow.</summary>
    public bool SayNothing => IsAbsent(Method) && IsAbsent(Name) && IsAbsent(Upgrade);

    /// <summary>Whether the body is JSON in UTF-8 as it stands.</summary>
    public bool DescribeJson => IsAbsent(ContentEncoding) && IsJson(ContentType.Value);

    /// <summary>Whether the headers agree with a message, as far as they are there.</summary>
    public bool Agree(JsonRpcMessage message) =>
        (IsAbsent(Method) || (Method.Value is not null && Method.Value == message.Method))
        && (IsAbsent(Name) || (Decode(Name.Value) is { } text && text == (message.Name ?? message.Uri)));

    // Nearly all clients write the first form.
    private static bool IsJson(string? value) => value == Json
        || (MediaTypeHeaderValue.TryParse(value, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && (type.Parameters.Count == 0
                || (type.Parameters.Count == 1 && HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))));

    private static bool IsAbsent(HeaderValue value) => value is { Value: null, IsRepeated: false };

    // Visible ASCII as it stands, anything else as base64 of its UTF-8. Null for what is neither.
    private static string? Decode(string? value)
    {
        if (value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        if (!value.StartsWith(EncodedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        bool isWhole = value.StartsWith(EncodedPrefix, StringComparison.Ordinal) && value.EndsWith(EncodedSuffix, StringComparison.Ordinal)
            && value.Length >= EncodedPrefix.Length + EncodedSuffix.Length;
        return isWhole ? DecodeBase64(value[EncodedPrefix.Length..^EncodedSuffix.Length]) : null;
    }

    // One spelling only: the text must be what its octets are written as.
    private static string? DecodeBase64(string encoded)
    {
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        bool isDecoded = Base64.DecodeFromUtf8(Encoding.ASCII.GetBytes(encoded), bytes, out _, out int written) == OperationStatus.Done;
        ReadOnlySpan<byte> text = bytes.AsSpan(0, written);
        return isDecoded && Convert.ToBase64String(text) == encoded && Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : null;
    }
}
