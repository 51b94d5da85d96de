using System.Text.Json;

namespace Authz.Import.Writing;

/// <summary>Writes a route.</summary>
internal static class RouteJson
{
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
            writer.WritePropertyName("integration");
            IntegrationJson.Write(writer, integration);
        }

        writer.WriteEndObject();
    }
}
