using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps one HTTP API of a CloudFormation or SAM template to our own format.</summary>
internal static class TemplateImporter
{
    public const string ApiType = "AWS::ApiGatewayV2::Api";

    private const string WebSocket = "WEBSOCKET";

    /// <summary>The API in our own format; null if the template has no API, or several of which none is chosen.</summary>
    public static DefinitionNode? Import(DefinitionNode root, ImportContext context)
    {
        ImportReport report = context.Report;
        TemplateMacros.RefuseUnknown(root, report);
        root = new TemplateExpansion(context).Apply(root);
        TemplateEvaluator evaluator = new(root, context);
        TemplateResources resources = new(root.Get("Resources"), evaluator, report);
        SamFunctionEvents.Check(resources, report);
        List<FileApi> apis = FindApis(resources);
        if (apis.Count == 0)
        {
            RefuseWithout(root, resources, report);
            return null;
        }

        if (ApiChoice.Choose(apis, context.Options.Api, report) is not { } chosen)
        {
            return null;
        }

        MutualTls.RefuseIn(resources, report);
        new TemplateRoutes(resources, report).NoticeForeign();
        NestedStacks.Notice(root, chosen.Id, report);
        DefinitionNode? globals = root.Get("Globals") is { } written ? evaluator.Evaluate(written) : null;
        RefuseGlobalEvents(globals, report);
        return resources.Find(chosen.Id, ApiType) is { } api
            ? new CloudFormationApi(api, resources, context).Import(root.Position)
            : new SamApi(chosen.Id, resources, globals, context).Import(resources.Find(chosen.Id, SamApi.Type), root.Position);
    }

    /// <summary>The HTTP APIs of a template.</summary>
    public static List<FileApi> FindApis(TemplateResources resources)
    {
        List<FileApi> apis =
        [
            .. resources.OfType(ApiType).Concat(resources.OfType(SamApi.Type))
                .Where(api => api.Properties.Get("ProtocolType").PlainText() != WebSocket)
                .Select(api => new FileApi(api.LogicalId, api.Properties.Get("Name").PlainText(), api.Position)),
        ];
        if (SamFunctionEvents.FindImplicit(resources) is { } member && !resources.HasApi(SamFunctionEvents.ImplicitApiId))
        {
            apis.Add(new FileApi(SamFunctionEvents.ImplicitApiId, Title: null, member.NamePosition));
        }

        return apis;
    }

    private static void RefuseWithout(DefinitionNode root, TemplateResources resources, ImportReport report)
    {
        if (!resources.IsIncomplete)
        {
            report.Refuse(
                root.Find("Resources")?.NamePosition ?? root.Position,
                "The template has no HTTP API.",
                $"Add one: '{ApiType}' or '{SamApi.Type}'. REST and WebSocket APIs are not supported.");
        }
    }

    private static void RefuseGlobalEvents(DefinitionNode? globals, ImportReport report)
    {
        if (globals.Get("Function")?.Find("Events") is { } events)
        {
            report.Refuse(events.NamePosition, "SAM takes no 'Events' under 'Globals'.", "Write them at each function.");
        }
    }
}
