using System.Text.Json;

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
        writer.WriteStartObject();
        writer.WriteString("definition", Definition.Name);
        writer.WriteNumber("compared", Compared);
        writer.WriteNumber("notCompared", NotCompared);
        writer.WriteStartArray("differences");
        foreach (ShadowDifference difference in Differences)
        {
            Write(writer, difference);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ShadowDifference difference)
    {
        writer.WriteStartObject();
        writer.WriteString("effect", difference.Effect == ShadowEffect.WouldAllow ? "would_allow" : "would_deny");
        writer.WriteString("route", difference.RouteKey);
        writer.WriteString("reason", difference.Reason.ToCode());
        writer.WriteNumber("count", difference.Count);
        writer.WriteStartArray("samples");
        foreach (ShadowSample sample in difference.Samples)
        {
            writer.WriteStartObject();
            writer.WriteString("iss", sample.Issuer);
            writer.WriteString("kid", sample.KeyId);
            writer.WriteBoolean("verified", sample.IsVerified);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
