using System.Text.Json;

namespace Authz.Import.Writing;

/// <summary>Writes a JWT authorizer.</summary>
internal static class AuthorizerJson
{
    public static void Write(Utf8JsonWriter writer, AuthorizerDefinition authorizer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "JWT");
        writer.WriteString("identitySource", authorizer.IdentitySource);
        writer.WritePropertyName("jwtConfiguration");
        if (authorizer.JwtConfiguration is [JwtConfiguration only])
        {
            WriteIssuer(writer, only);
        }
        else
        {
            writer.WriteStartArray();
            foreach (JwtConfiguration entry in authorizer.JwtConfiguration)
            {
                WriteIssuer(writer, entry);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteIssuer(Utf8JsonWriter writer, JwtConfiguration entry)
    {
        writer.WriteStartObject();
        writer.WriteString("issuer", entry.Issuer);
        DefinitionJson.WriteTexts(writer, "audience", entry.Audience);
        DefinitionJson.WriteTexts(writer, "algorithms", entry.Algorithms);
        WriteSeconds(writer, "clockSkew", entry.ClockSkew);
        DefinitionJson.WriteText(writer, "jwksUri", entry.JwksUri);
        DefinitionJson.WriteText(writer, "jwksFile", entry.JwksFile);
        if (entry.Jwks is { } jwks)
        {
            writer.WritePropertyName("jwks");
            writer.WriteRawValue(jwks);
        }

        DefinitionJson.WriteText(writer, "requiredTokenType", entry.RequiredTokenType);
        WriteSeconds(writer, "maximumKeyAge", entry.MaximumKeyAge);
        writer.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } value)
        {
            writer.WriteNumber(name, (int)value.TotalSeconds);
        }
    }
}
