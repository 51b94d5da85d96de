using System.Text.Json;
using Authz.Definitions.Mapping;

namespace Authz.Import.Writing;

/// <summary>Writes a Lambda authorizer.</summary>
internal static class LambdaAuthorizerJson
{
    public static void Write(Utf8JsonWriter writer, LambdaAuthorizerDefinition authorizer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "REQUEST");
        writer.WriteString("authorizerUri", authorizer.AuthorizerUri);
        writer.WriteString("authorizerPayloadFormatVersion", PayloadFormat.ToText(authorizer.AuthorizerPayloadFormatVersion));
        if (authorizer.EnableSimpleResponses)
        {
            writer.WriteBoolean("enableSimpleResponses", true);
        }

        DefinitionJson.WriteTexts(writer, "identitySource", DefinitionJson.NonEmpty(authorizer.IdentitySource));
        if (authorizer.AuthorizerResultTtl > TimeSpan.Zero)
        {
            writer.WriteNumber("authorizerResultTtlInSeconds", (int)authorizer.AuthorizerResultTtl.TotalSeconds);
        }

        writer.WriteEndObject();
    }
}
