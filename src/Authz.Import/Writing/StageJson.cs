using System.Text.Json;

namespace Authz.Import.Writing;

/// <summary>Writes a stage.</summary>
internal static class StageJson
{
    public static void Write(Utf8JsonWriter writer, StageDefinition stage)
    {
        writer.WriteStartObject();
        DefinitionJson.WriteTextsByName(writer, "stageVariables", stage.StageVariables);
        if (stage.DefaultRouteSettings is { } settings)
        {
            writer.WritePropertyName("defaultRouteSettings");
            WriteSettings(writer, settings);
        }

        if (stage.RouteSettings.Count > 0)
        {
            writer.WriteStartObject("routeSettings");
            foreach ((string key, RouteSettings route) in stage.RouteSettings)
            {
                writer.WritePropertyName(key);
                WriteSettings(writer, route);
            }

            writer.WriteEndObject();
        }

        if (stage.AccessLogSettings is { } log)
        {
            writer.WriteStartObject("accessLogSettings");
            writer.WriteString("format", log.Format);
            DefinitionJson.WriteText(writer, "destination", log.Destination);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter writer, RouteSettings settings)
    {
        writer.WriteStartObject();
        if (settings.ThrottlingRateLimit is { } rate)
        {
            writer.WriteNumber("throttlingRateLimit", rate);
        }

        if (settings.ThrottlingBurstLimit is { } burst)
        {
            writer.WriteNumber("throttlingBurstLimit", burst);
        }

        writer.WriteEndObject();
    }
}
