using System.Text.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>Writes what an authorizer has found out about the caller.</summary>
internal static class EventAuthorizer
{
    /// <summary>The members <c>claims</c> and <c>scopes</c> of a verified token.</summary>
    public static void WriteToken(Utf8JsonWriter writer, VerifiedToken token, RouteDefinition route, ClaimFormat format)
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

        // The service hands over the token's scopes, all of them, where the route asks for any.
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
