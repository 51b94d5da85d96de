using System.Text.Json;

namespace Authz.Import.Writing;

/// <summary>Writes the members of a definition in the order in which our own format documents them.</summary>
internal static class DefinitionJson
{
    public static void Write(Utf8JsonWriter writer, ApiDefinition definition)
    {
        writer.WriteStartObject();
        WriteText(writer, "name", definition.Name);
        writer.WriteStartObject("authorizers");
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            writer.WritePropertyName(name);
            AuthorizerJson.Write(writer, authorizer);
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in definition.LambdaAuthorizers)
        {
            writer.WritePropertyName(name);
            LambdaAuthorizerJson.Write(writer, authorizer);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("routes");
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            writer.WritePropertyName(key);
            RouteJson.Write(writer, route);
        }

        writer.WriteEndObject();
        WriteCors(writer, definition.Cors);
        if (definition.Stages.Count > 0)
        {
            writer.WriteStartObject("stages");
            foreach ((string name, StageDefinition stage) in definition.Stages)
            {
                writer.WritePropertyName(name);
                StageJson.Write(writer, stage);
            }

            writer.WriteEndObject();
        }

        writer.WriteString("compatibility", definition.Compatibility == CompatibilityMode.Aws ? "aws" : "standard");
        writer.WriteEndObject();
    }

    /// <summary>Writes a string; does nothing for null.</summary>
    public static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>Writes a list of strings; does nothing for null.</summary>
    public static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes strings by name; does nothing if there are none.</summary>
    public static void WriteTextsByName(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach ((string key, string text) in texts)
        {
            writer.WriteString(key, text);
        }

        writer.WriteEndObject();
    }

    /// <summary>The list, or null if it is empty and so not written.</summary>
    public static IReadOnlyList<string>? NonEmpty(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts;

    private static void WriteCors(Utf8JsonWriter writer, CorsDefinition? cors)
    {
        if (cors is null)
        {
            return;
        }

        writer.WriteStartObject("cors");
        WriteTexts(writer, "allowOrigins", NonEmpty(cors.AllowOrigins));
        WriteTexts(writer, "allowMethods", NonEmpty(cors.AllowMethods));
        WriteTexts(writer, "allowHeaders", NonEmpty(cors.AllowHeaders));
        WriteTexts(writer, "exposeHeaders", NonEmpty(cors.ExposeHeaders));
        if (cors.MaxAge is { } age)
        {
            writer.WriteNumber("maxAge", age);
        }

        if (cors.AllowCredentials)
        {
            writer.WriteBoolean("allowCredentials", true);
        }

        writer.WriteEndObject();
    }
}
