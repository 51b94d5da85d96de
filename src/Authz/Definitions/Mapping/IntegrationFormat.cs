using System.Text.Json;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>The format of an integration.</summary>
internal static class IntegrationFormat
{
    private static readonly IntegrationDefinition s_empty = new() { Uri = "" };

    public static readonly ObjectFormat<IntegrationDefinition> Integration = new ObjectFormat<IntegrationDefinition>(
            "integration", "The integration that answers a route's requests: an HTTP backend or a function.", s_empty)
        .Type(
            "The kind of integration.",
            new Words<IntegrationType>(("HTTP_PROXY", IntegrationType.HttpProxy), ("AWS_PROXY", IntegrationType.AwsProxy)),
            integration => integration.Type, (integration, type) => integration with { Type = type })
        .Text(
            "uri",
            "The backend's URL, where {name} stands for the route's path variable of that name; or the function's name or ARN.",
            integration => integration.Uri, (integration, uri) => integration with { Uri = uri }, isRequired: true)
        .Text(
            "integrationMethod", "The method sent to an HTTP backend. Default: the request's own.",
            integration => integration.IntegrationMethod, (integration, method) => integration with { IntegrationMethod = method },
            type: SchemaType.OneOf([.. RouteMethods.All]))
        .Time(
            "timeoutInMillis", "How long the backend or function may take. Default: 30000.",
            integration => integration.Timeout == s_empty.Timeout ? null : integration.Timeout,
            (integration, timeout) => integration with { Timeout = timeout },
            new ValueRange(50, 30_000, "The timeout") { IsMilliseconds = true })
        .Word(
            "payloadFormatVersion", "The shape of a function's events and answers. Default: 2.0.", PayloadFormat.Words,
            integration => integration.Type == IntegrationType.AwsProxy ? integration.PayloadFormatVersion : null,
            (integration, version) => integration with { PayloadFormatVersion = version })
        .Word(
            "claimFormat", "How a function gets claims: the service's strings, or JSON as the issuer signed it. Default: strings.",
            new Words<ClaimFormat>(("strings", ClaimFormat.Strings), ("typed", ClaimFormat.Typed)),
            integration => integration.ClaimFormat == ClaimFormat.Strings ? null : integration.ClaimFormat,
            (integration, format) => integration with { ClaimFormat = format })
        .Boolean(
            "webSockets", "Whether a request may become a WebSocket to an HTTP backend. Default: false.",
            integration => integration.WebSockets, (integration, allows) => integration with { WebSockets = allows })
        .TextsByName(
            "requestParameters", "Changes to the request for the backend.",
            integration => integration.RequestParameters, (integration, texts) => integration with { RequestParameters = texts })
        .Property(
            "responseParameters", "Changes to the backend's answer, by status code.",
            $$"""{ "type": "object", "additionalProperties": {{SchemaType.TextsByName}} }""", ReadResponses, WriteResponses);

    private static IntegrationDefinition ReadResponses(DefinitionObject file, IntegrationDefinition integration)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> responses = file.Objects("responseParameters")
            .ToDictionary(byStatus => byStatus.Name, byStatus => byStatus.Strings(), StringComparer.Ordinal);
        return responses.Count == 0 ? integration : integration with { ResponseParameters = responses };
    }

    private static void WriteResponses(Utf8JsonWriter writer, IntegrationDefinition integration)
    {
        if (integration.ResponseParameters.Count > 0)
        {
            writer.WritePropertyName("responseParameters");
            ValueWriter.Write(writer, integration.ResponseParameters, ValueWriter.Write);
        }
    }
}
