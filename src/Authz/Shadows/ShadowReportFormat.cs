using System.Text.Json;

namespace Authz.Shadows;

/// <summary>The JSON of a report.</summary>
internal static class ShadowReportFormat
{
    public static void Write(Utf8JsonWriter writer, ShadowReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("definition", report.Definition.Name);
        writer.WriteNumber("compared", report.Compared);
        writer.WriteNumber("notCompared", report.NotCompared);
        writer.WriteStartArray("differences");
        foreach (ShadowDifference difference in report.Differences)
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
