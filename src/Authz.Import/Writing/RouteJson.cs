using System.Text.Json;

namespace Authz.Import.Writing;

/// <summary>Writes a route.</summary>
internal static class RouteJson
{
    private static readonly TimeSpan s_defaultTimeout = new IntegrationDefinition { Uri = "" }.Timeout;

    public static void Write(Utf8JsonWriter writer, RouteDefinition route)
    {
        writer.WriteStartObject();
        DefinitionJson.WriteText(writer, "authorizationType", route.IsOpen ? "NONE" : null);
        DefinitionJson.WriteText(writer, "authorizer", route.Authorizer);
        DefinitionJson.WriteTexts(writer, "authorizationScopes", DefinitionJson.NonEmpty(route.AuthorizationScopes));
        DefinitionJson.WriteTexts(writer, "allScopes", DefinitionJson.NonEmpty(route.AllScopes));
        if (route.AllowEncodedSlash)
        {
            writer.WriteBoolean("allowEncodedSlash", true);
        }

        if (route.Integration is { } integration)
        {
            writer.WriteStartObject("integration");
            writer.WriteString("type", "HTTP_PROXY");
            writer.WriteString("uri", integration.Uri);
            DefinitionJson.WriteText(writer, "integrationMethod", integration.IntegrationMethod);
            if (integration.Timeout != s_defaultTimeout)
            {
                writer.WriteNumber("timeoutInMillis", (int)integration.Timeout.TotalMilliseconds);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
