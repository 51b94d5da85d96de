using System.Text.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>Writes a verified token's claims and scopes.</summary>
internal static class EventToken
{
    /// <summary>Writes the members <c>claims</c> and <c>scopes</c>.</summary>
    public static void Write(Utf8JsonWriter writer, VerifiedToken token, RouteDefinition route, ClaimFormat format)
    {
        writer.WritePropertyName("claims");
        if (format == ClaimFormat.Typed)
        {
            token.ReadClaims().WriteTo(writer);
        }
        else
        {
            JsonSerializer.Serialize(writer, token.ToAwsClaims());
        }

        // The service passes all of the token's scopes if the route requires any.
        if (route.AuthorizationScopes.Count == 0 && route.AllScopes.Count == 0)
        {
            writer.WriteNull("scopes");
            return;
        }

        writer.WriteStartArray("scopes");
        foreach (string scope in token.Scopes)
        {
            writer.WriteStringValue(scope);
        }

        writer.WriteEndArray();
    }
}
