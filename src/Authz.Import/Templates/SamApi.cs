using Authz.Definitions.Mapping;
using Authz.Import.OpenApi;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Maps an <c>AWS::Serverless::HttpApi</c>, or the one that SAM derives from events, with its function events.
/// </summary>
internal sealed class SamApi(string logicalId, TemplateResources resources, DefinitionNode? globals, ImportReport report)
{
    public const string Type = "AWS::Serverless::HttpApi";

    private static readonly string[] s_stageMembers =
        ["StageName", "StageVariables", "DefaultRouteSettings", "RouteSettings", "AccessLogSettings"];

    public DefinitionNode Import(DefinitionNode own, DefinitionPosition position)
    {
        DefinitionNode properties = SamGlobals.Merge(globals.Get("HttpApi"), own);
        FailOnWarnings.Check(properties, position, report);
        ApiTreeBuilder tree = ImportBody(properties);
        tree.Name = properties.Get("Name")?.AsString() ?? tree.Name;
        tree.Cors = CorsTree.Build(properties.Get("CorsConfiguration"), report) ?? tree.Cors;
        SamAuthorizers authorizers = new(properties.Get("Auth"), report);
        authorizers.AddTo(tree);
        foreach (SamRoute route in SamFunctionEvents.Of(logicalId, resources, report))
        {
            if (authorizers.AccessOf(route) is { } access)
            {
                tree.AddRoute(route.Key, route.Position, access, Integration(route));
            }
        }

        if (properties.Members.Any(member => s_stageMembers.Contains(member.Name)))
        {
            StageTree.Add(tree, properties.Get("StageName"), position, properties, report);
        }

        return tree.Build(position);
    }

    private DefinitionNode? Integration(SamRoute route) => new IntegrationTree(route.Position)
    {
        Type = DefinitionNode.String("AWS_PROXY", route.Position),
        Uri = DefinitionNode.String(route.Function, route.Position),
        PayloadFormatVersion = route.Properties.Get("PayloadFormatVersion") ?? DefinitionNode.String(PayloadFormat.Version2, route.Position),
        Timeout = route.Properties.Get("TimeoutInMillis"),
    }.Build(report);

    private ApiTreeBuilder ImportBody(DefinitionNode properties)
    {
        if (properties.Get("DefinitionUri") is { } uri)
        {
            report.RefuseUnsupported(
                uri.Position,
                "The API's OpenAPI document is elsewhere.",
                "Import that document itself, or write it as 'DefinitionBody'.");
        }

        return properties.Get("DefinitionBody") switch
        {
            null => new ApiTreeBuilder(report),
            { Kind: DefinitionNodeKind.Object } body => OpenApiImporter.AddTo(body, report),
            { } other => RefuseBody(other),
        };
    }

    private ApiTreeBuilder RefuseBody(DefinitionNode body)
    {
        report.RefuseUnresolved(body, "The API's 'DefinitionBody'");
        return new ApiTreeBuilder(report);
    }
}
