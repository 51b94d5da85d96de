using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps the one HTTP API of a CloudFormation or SAM template to our own format.</summary>
internal static class TemplateImporter
{
    public const string ApiType = "AWS::ApiGatewayV2::Api";

    /// <summary>The API in our own format; null if the template has no API, or several.</summary>
    public static DefinitionNode? Import(DefinitionNode root, ImportOptions options, ImportReport report)
    {
        TemplateEvaluator evaluator = new(root, options);
        TemplateResources resources = new(root, evaluator, report);
        List<TemplateResource> apis =
        [
            .. resources.OfType(ApiType).Where(api => api.Properties.Get("ProtocolType").PlainText() != "WEBSOCKET"),
            .. resources.OfType(SamApi.Type),
        ];
        if (apis.Count > 1)
        {
            string names = string.Join(", ", apis.Select(api => $"'{api.LogicalId}'"));
            report.Refuse(apis[1].Position, $"The template has more than one HTTP API: {names}.", "Keep one for each file.");
            return null;
        }

        DefinitionNode? globals = root.Get("Globals") is { } written ? evaluator.Evaluate(written) : null;
        if (apis is [TemplateResource only])
        {
            return only.Type == ApiType
                ? new CloudFormationApi(only, resources, report).Import(root.Position)
                : new SamApi(only.LogicalId, resources, globals, report).Import(only.Properties, root.Position);
        }

        if (SamFunctionEvents.UseImplicitApi(resources))
        {
            return new SamApi(SamFunctionEvents.ImplicitApiId, resources, globals, report).Import(
                new DefinitionObjectBuilder().Build(root.Position),
                root.Position);
        }

        report.Refuse(
            root.Find("Resources")?.NamePosition ?? root.Position,
            "The template has no HTTP API.",
            $"Add one: '{ApiType}' or '{SamApi.Type}'. REST and WebSocket APIs are not supported.");
        return null;
    }
}
