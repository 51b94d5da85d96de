using System.Text.Json;

namespace Authz.Server.Diff;

/// <summary>What a shadow has counted, as <see cref="ShadowReport.ToJson"/> writes it.</summary>
/// <param name="Compared">How many requests both definitions decided.</param>
/// <param name="Differences">The differences.</param>
internal sealed record ObservedReport(long Compared, IReadOnlyList<ObservedDifference> Differences)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a report; null if the content is none.</summary>
    public static ObservedReport? Read(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, s_options);
            return new ObservedReport(
                document.RootElement.GetProperty("compared").GetInt64(),
                [.. document.RootElement.GetProperty("differences").EnumerateArray().Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static ObservedDifference Read(JsonElement difference) => new(
        difference.GetProperty("effect").GetString() switch
        {
            "would_allow" => true,
            "would_deny" => false,
            _ => throw new FormatException(),
        },
        difference.GetProperty("route").GetString(),
        difference.GetProperty("reason").GetString() ?? throw new FormatException(),
        difference.GetProperty("count").GetInt64(),
        [.. difference.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("iss").GetString()).OfType<string>().Distinct(StringComparer.Ordinal)]);
}
