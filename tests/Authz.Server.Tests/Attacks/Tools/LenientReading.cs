using System.Text.Json;

namespace Authz.Server.Tests.Attacks.Tools;

/// <summary>
/// How a server might read a body that is more lenient than we are: comments and commas too many, one of two members, and texts that end
/// at NUL as in C.
/// </summary>
/// <param name="takesLast">Whether the last of two members counts, else the first.</param>
/// <param name="comparison">How names are compared.</param>
/// <param name="endsAtNul">Whether a text ends where NUL stands.</param>
internal sealed class LenientReading(bool takesLast, StringComparison comparison, bool endsAtNul = false)
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 200,
    };

    public static readonly IReadOnlyList<LenientReading> All =
    [
        new(takesLast: false, StringComparison.Ordinal), new(takesLast: true, StringComparison.Ordinal),
        new(takesLast: false, StringComparison.OrdinalIgnoreCase), new(takesLast: true, StringComparison.OrdinalIgnoreCase),
        new(takesLast: false, StringComparison.Ordinal, endsAtNul: true), new(takesLast: true, StringComparison.Ordinal, endsAtNul: true),
    ];

    /// <summary>The tools that it calls, one line each; null if it is no JSON.</summary>
    public string? Read(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, s_options);
            JsonElement root = document.RootElement;
            return string.Join('\n', (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root])
                .Where(message => Find(message, "method") is { ValueKind: JsonValueKind.String } method
                    && TextOf(method.GetString()!).Trim().Equals("tools/call", comparison))
                .Select(message => Find(message, "params") is { } parameters && Find(parameters, "name") is { } name ? TextOf(name.ToString()) : ""));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string TextOf(string text) => endsAtNul && text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and int end ? text[..end] : text;

    private JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        IEnumerable<JsonElement> found = element.EnumerateObject().Where(member => TextOf(member.Name).Equals(name, comparison)).Select(member => member.Value);
        return takesLast ? found.Cast<JsonElement?>().LastOrDefault() : found.Cast<JsonElement?>().FirstOrDefault();
    }
}
