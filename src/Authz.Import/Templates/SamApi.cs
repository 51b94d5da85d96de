using Authz.Import.OpenApi;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Maps an <c>AWS::Serverless::HttpApi</c>, or the one that SAM derives from events. As SAM does, events are merged into the operations of
/// <c>DefinitionBody</c>, and then the default authorizer is given to every operation that says nothing itself.
/// </summary>
internal sealed class SamApi(string logicalId, TemplateResources resources, DefinitionNode? globals, ImportContext context)
{
    public const string Type = "AWS::Serverless::HttpApi";

    private static readonly string[] s_stageMembers =
        ["StageName", "StageVariables", "DefaultRouteSettings", "RouteSettings", "AccessLogSettings"];

    private static readonly string[] s_members =
    [
        .. s_stageMembers, "Auth", "CorsConfiguration", "DefinitionBody", "DefinitionUri", "Description", "DisableExecuteApiEndpoint",
        "Domain", "FailOnWarnings", "Name", "PropagateTags", "Tags",
    ];

    private readonly ImportReport _report = context.Report;

    /// <param name="own">The API's resource; null for the one that SAM derives.</param>
    /// <param name="position">The place of the whole.</param>
    public DefinitionNode Import(TemplateResource? own, DefinitionPosition position)
    {
        DefinitionNode written = own?.Properties ?? new DefinitionObjectBuilder().Build(position);
        DefinitionNode properties = SamGlobals.Merge(globals.Get("HttpApi"), written);
        KnownMembers.Check(properties, $"'{logicalId}'", _report, s_members);
        MutualTls.RefuseIn(properties.Get("Domain"), _report);
        SamAuthorizers authorizers = new(properties.Get("Auth"), own?.Written.Get("Auth"), _report);
        OpenApiDocument? document = FindDocument(properties, authorizers);
        ApiTreeBuilder tree = new(_report)
        {
            Name = properties.Get("Name") ?? document?.Title,
            Cors = CorsTree.Merge(CorsTree.Build(properties.Get("CorsConfiguration"), _report), document?.Cors),
        };
        authorizers.AddTo(tree);
        new SamOperations(authorizers, document, _report).AddTo(tree, EventsOf(properties));
        document?.Security.AddAuthorizers(tree);
        new TemplateRoutes(resources, _report).AddTo(tree, logicalId);
        if (properties.Members.Any(member => s_stageMembers.Contains(member.Name)))
        {
            StageTree.Add(tree, properties.Get("StageName"), position, properties, _report);
        }

        if (tree.HasJwtAuthorizer)
        {
            FailOnWarnings.Check(properties, own?.Position ?? position, _report);
        }

        return tree.Build(position);
    }

    // SAM adds no events to a document that it only names.
    private IReadOnlyList<SamRoute> EventsOf(DefinitionNode properties)
    {
        IReadOnlyList<SamRoute> events = SamFunctionEvents.Of(logicalId, resources, _report);
        if (properties.Get("DefinitionUri") is null)
        {
            return events;
        }

        foreach (SamRoute route in events)
        {
            _report.Notice(
                route.Position,
                $"The event '{route.Key}' adds no route: SAM adds them to 'DefinitionBody', not to the file of 'DefinitionUri'.",
                "Write the operation in that file.");
        }

        return [];
    }

    private OpenApiDocument? FindDocument(DefinitionNode properties, SamAuthorizers authorizers)
    {
        DefinitionNode? body = properties.Get("DefinitionBody");
        if (properties.Get("DefinitionUri") is { } uri)
        {
            foreach (string beside in new[] { "Auth", "CorsConfiguration", "DefinitionBody" })
            {
                if (properties.Find(beside) is { } member)
                {
                    _report.Refuse(
                        member.NamePosition,
                        $"SAM takes no '{beside}' beside 'DefinitionUri'.",
                        beside == "DefinitionBody"
                            ? "Remove one of the two."
                            : "Include the file in 'DefinitionBody' with 'Fn::Transform: AWS::Include'.");
                }
            }

            body = BodyFile.Read(uri, context);
        }

        if (body is null)
        {
            return null;
        }

        if (body.Kind != DefinitionNodeKind.Object)
        {
            _report.RefuseUnresolved(body, "The API's OpenAPI document");
            return null;
        }

        return OpenApiDocument.IsSupported(body, _report) ? new OpenApiDocument(body, _report, authorizers.Names) : null;
    }
}
