using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>Reads the JSON that functions answer.</summary>
internal static class FunctionJson
{
    /// <summary>What may be ambiguous: whose reading counts is the function's affair, where it only says what the client gets.</summary>
    public static readonly JsonDocumentOptions Lenient = new() { MaxDepth = MaximumDepth };

    /// <summary>What has one reading, as verdicts must.</summary>
    public static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    private const int MaximumDepth = 64;

    /// <summary>Reads an answer; false where it is not JSON.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options, [NotNullWhen(true)] out JsonElement? value)
    {
        try
        {
            value = JsonElement.Parse(utf8.Span, options);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>A member; null where the value is no object, or the member absent or null.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>The text of a string, number or boolean; null for anything else.</summary>
    public static string? PlainText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
