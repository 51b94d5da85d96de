using System.Text.Json;
using Authz.Shadows;

namespace Authz;

/// <summary>Where a shadow's decisions differ from those in force, since either definition was loaded.</summary>
public sealed record ShadowReport
{
    /// <summary>The definition that is decided beside the one in force.</summary>
    public required ApiDefinition Definition { get; init; }

    /// <summary>How many requests were decided by both.</summary>
    public required long Compared { get; init; }

    /// <summary>
    /// How many were not: the shadow's keys were still on their way, a function decides the route, or only the body could tell.
    /// </summary>
    public required long NotCompared { get; init; }

    /// <summary>The differences, those of the most requests first.</summary>
    public required IReadOnlyList<ShadowDifference> Differences { get; init; }

    /// <summary>The state of the keys of the shadow's own.</summary>
    public required IReadOnlyList<IssuerKeyStatus> Issuers { get; init; }

    /// <summary>The report as JSON in UTF-8, as <c>authz diff --observed</c> reads it.</summary>
    public byte[] ToJson() => ApiDefinitionWriter.Write(WriteTo);

    /// <summary>Writes the report as a JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ShadowReportFormat.Write(writer, this);
    }
}
