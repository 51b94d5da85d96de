using System.Text.Json.Serialization;

namespace Authz.Benchmarks.Results;

/// <summary>One line of a results file.</summary>
/// <param name="Group">What the figure is compared within, such as <c>first-sight</c>.</param>
/// <param name="Name">Whose figure it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Measurement(
    [property: JsonPropertyName("group")] string Group,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("unit")] string Unit);
