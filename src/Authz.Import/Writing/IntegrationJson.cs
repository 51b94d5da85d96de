using System.Text.Json;
using Authz.Definitions.Mapping;

namespace Authz.Import.Writing;

/// <summary>Writes an integration.</summary>
internal static class IntegrationJson
{
    private static readonly TimeSpan s_defaultTimeout = new IntegrationDefinition { Uri = "" }.Timeout;

    public static void Write(Utf8JsonWriter writer, IntegrationDefinition integration)
    {
        bool isFunction = integration.Type == IntegrationType.AwsProxy;
        writer.WriteStartObject();
        writer.WriteString("type", isFunction ? "AWS_PROXY" : "HTTP_PROXY");
        writer.WriteString("uri", integration.Uri);
        DefinitionJson.WriteText(writer, "integrationMethod", integration.IntegrationMethod);
        if (isFunction)
        {
            writer.WriteString("payloadFormatVersion", PayloadFormat.ToText(integration.PayloadFormatVersion));
        }

        DefinitionJson.WriteText(writer, "claimFormat", integration.ClaimFormat == ClaimFormat.Typed ? "typed" : null);
        if (integration.Timeout != s_defaultTimeout)
        {
            writer.WriteNumber("timeoutInMillis", (int)integration.Timeout.TotalMilliseconds);
        }

        DefinitionJson.WriteTextsByName(writer, "requestParameters", integration.RequestParameters);
        if (integration.ResponseParameters.Count > 0)
        {
            writer.WriteStartObject("responseParameters");
            foreach ((string status, IReadOnlyDictionary<string, string> parameters) in integration.ResponseParameters)
            {
                DefinitionJson.WriteTextsByName(writer, status, parameters);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
