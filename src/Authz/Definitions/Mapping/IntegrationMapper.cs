using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps an integration of a definition's file to the model.</summary>
internal static class IntegrationMapper
{
    public static IntegrationDefinition Map(DefinitionObject integration)
    {
        bool isFunction = integration.RequireType("HTTP_PROXY", "AWS_PROXY") == "AWS_PROXY";
        IntegrationDefinition definition = new()
        {
            Type = isFunction ? IntegrationType.AwsProxy : IntegrationType.HttpProxy,
            Uri = integration.String("uri") ?? "",
            IntegrationMethod = integration.String("integrationMethod"),
            PayloadFormatVersion = PayloadFormat.Read(integration, "payloadFormatVersion"),
            ClaimFormat = integration.OneOf("claimFormat", "strings", "typed") == "typed" ? ClaimFormat.Typed : ClaimFormat.Strings,
            RequestParameters = integration.StringsByName("requestParameters"),
        };
        Dictionary<string, IReadOnlyDictionary<string, string>> responses = integration.Objects("responseParameters")
            .ToDictionary(byStatus => byStatus.Name, byStatus => byStatus.Strings(), StringComparer.Ordinal);
        if (responses.Count > 0)
        {
            definition = definition with { ResponseParameters = responses };
        }

        if (integration.WholeNumber("timeoutInMillis") is { } milliseconds)
        {
            definition = definition with { Timeout = TimeSpan.FromMilliseconds(milliseconds) };
        }

        integration.Finish();
        return definition;
    }
}
