using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>The HTTP response for a function's answer.</summary>
internal sealed class FunctionResponse
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const int LowestStatus = 200;
    private const int HighestStatus = 599;

    public int StatusCode { get; private init; } = StatusCodes.Status200OK;

    /// <summary>The headers, in the order in which they are sent; one name may occur several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private init; } = [];

    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>The content type if the headers have none.</summary>
    public string DefaultContentType { get; private init; } = PlainText;

    /// <summary>Reads an answer; null if the service would answer that something is wrong inside.</summary>
    public static FunctionResponse? Read(ReadOnlyMemory<byte> answer, PayloadFormatVersion version)
    {
        bool isJson = FunctionJson.TryParse(answer, FunctionJson.Lenient, out JsonElement? value);

        // Text that is not UTF-8 is not an answer.
        if (!isJson && !FunctionJson.IsText(answer.Span))
        {
            return null;
        }

        if (isJson && value!.Value.Member("statusCode") is not null)
        {
            return ReadWhole(value.Value, version);
        }

        return version == PayloadFormatVersion.Version1 || (isJson && HasStatus(value!.Value)) ? null : Infer(answer, value);
    }

    private static bool HasStatus(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("statusCode", out _);

    // An answer without a status is the body of a success: a string without its quotes, anything else unchanged.
    private static FunctionResponse Infer(ReadOnlyMemory<byte> answer, JsonElement? value) => new()
    {
        Body = value is { ValueKind: JsonValueKind.String } text ? Encoding.UTF8.GetBytes(text.GetString()!) : answer,
        DefaultContentType = MediaTypeNames.Application.Json,
    };

    private static FunctionResponse? ReadWhole(JsonElement value, PayloadFormatVersion version)
    {
        bool isStatus = value.Member("statusCode") is { ValueKind: JsonValueKind.Number } number &&
            number.TryGetInt32(out int status) && status is >= LowestStatus and <= HighestStatus;
        return isStatus && FunctionHeaders.Read(value, version) is { } headers && ReadBody(value) is { } body
            ? new FunctionResponse { StatusCode = value.GetProperty("statusCode").GetInt32(), Headers = headers, Body = body }
            : null;
    }

    private static byte[]? ReadBody(JsonElement value)
    {
        JsonElement? body = value.Member("body");
        bool isBase64 = value.Member("isBase64Encoded") is { ValueKind: JsonValueKind.True };
        return body switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } text when isBase64 => text.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : null,
            { ValueKind: JsonValueKind.String } text => Encoding.UTF8.GetBytes(text.GetString()!),
            _ => null,
        };
    }
}
