using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Authz.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>Reads the JSON that functions answer.</summary>
internal static class FunctionJson
{
    /// <summary>For answers that may be ambiguous: a function's response affects only its own client.</summary>
    public static readonly JsonDocumentOptions Lenient = new() { MaxDepth = MaximumDepth };

    /// <summary>For answers that must be unambiguous: verdicts.</summary>
    public static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    private const int MaximumDepth = 64;
    private const int ShortestEscape = 2;

    /// <summary>Reads an answer; false if it is not JSON, or JSON whose strings are not text.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options, [NotNullWhen(true)] out JsonElement? value)
    {
        value = null;
        if (!IsText(utf8.Span))
        {
            return false;
        }

        try
        {
            value = JsonElement.Parse(utf8.Span, options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether there is one reading of it as text: valid UTF-8, and no escape of half a character (RFC 8259 section 8.2).
    /// </summary>
    public static bool IsText(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        for (int at = utf8.IndexOf((byte)'\\'); at >= 0; at = utf8.IndexOf((byte)'\\'))
        {
            utf8 = utf8[at..];
            int length = JsonText.EscapeLength(utf8);
            if (length == 0 && utf8.StartsWith("\\u"u8))
            {
                return false;
            }

            utf8 = utf8[Math.Min(utf8.Length, Math.Max(length, ShortestEscape))..];
        }

        return true;
    }

    /// <summary>A member; null if the value is no object, or the member absent or null.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty(name, out JsonElement member)
            && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>Whether the value is an object whose members are all among these names; a null member counts as present.</summary>
    public static bool HasOnly(this JsonElement value, string[] names) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => names.Contains(member.Name, StringComparer.Ordinal));

    /// <summary>The text of a string, number or boolean; null for anything else.</summary>
    public static string? PlainText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
