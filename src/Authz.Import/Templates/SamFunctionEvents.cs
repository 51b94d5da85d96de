using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Finds the events of type <c>HttpApi</c> of a template's functions.</summary>
internal static class SamFunctionEvents
{
    /// <summary>The logical ID of the API that SAM makes for events without an <c>ApiId</c>.</summary>
    public const string ImplicitApiId = "ServerlessHttpApi";

    private const string FunctionType = "AWS::Serverless::Function";

    private static readonly string[] s_members =
        ["ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "RouteSettings", "Stage", "TimeoutInMillis"];

    private static readonly string[] s_authMembers = ["AuthorizationScopes", "Authorizer"];

    /// <summary>The first event that names no API, so that SAM makes one; null if there is none.</summary>
    public static DefinitionMember? FindImplicit(TemplateResources resources) => All(resources)
        .Select(pair => pair.Event)
        .FirstOrDefault(member => OwnerOf(member) == ImplicitApiId);

    /// <summary>Reports every event that SAM refuses: of an API that the template does not have, or with members that SAM does not know.</summary>
    public static void Check(TemplateResources resources, ImportReport report)
    {
        foreach (TemplateResource function in resources.OfType(FunctionType))
        {
            if (function.Properties.Get("Events") is { Kind: not DefinitionNodeKind.Object } events)
            {
                report.Refuse(events.Position, $"The events of '{function.LogicalId}' must be a map.", "Write a name for each event.");
            }
        }

        foreach ((TemplateResource function, DefinitionMember member) in All(resources))
        {
            string subject = $"The event '{member.Name}' of '{function.LogicalId}'";
            DefinitionNode? properties = member.Value.Get("Properties");
            if (KnownMembers.Check(properties, subject, report, s_members))
            {
                KnownMembers.Check(properties.Get("Auth"), $"'Auth' of the event '{member.Name}'", report, s_authMembers);
                string? owner = OwnerOf(member);
                if (owner != ImplicitApiId && resources.Find(owner, SamApi.Type) is null)
                {
                    report.Refuse(
                        properties.Get("ApiId")!.Position,
                        $"{subject} names no '{SamApi.Type}' of the template.",
                        "Let its 'ApiId' be a 'Ref' to one.");
                }
            }
        }
    }

    /// <summary>The routes of an API.</summary>
    public static IReadOnlyList<SamRoute> Of(string logicalId, TemplateResources resources, ImportReport report)
    {
        List<SamRoute> routes = [];
        foreach ((TemplateResource function, DefinitionMember member) in All(resources))
        {
            DefinitionNode? properties = member.Value.Get("Properties");
            if (OwnerOf(member) == logicalId && KeyOf(properties, member, report) is { } key)
            {
                routes.Add(new SamRoute(key, member.NamePosition, function.LogicalId, properties));
                NoticeRouteSettings(properties, report);
            }
        }

        return routes;
    }

    private static void NoticeRouteSettings(DefinitionNode? properties, ImportReport report)
    {
        if (properties?.Find("RouteSettings") is { } settings)
        {
            report.Notice(
                settings.NamePosition, "Limits of an event are not applied here.", "Write them as 'RouteSettings' of the API.");
        }
    }

    private static string? OwnerOf(DefinitionMember member) => member.Value.Get("Properties", "ApiId") is { } apiId
        ? LogicalReference.LogicalIdOf(apiId) ?? apiId.PlainText() ?? ""
        : ImplicitApiId;

    private static IEnumerable<(TemplateResource Function, DefinitionMember Event)> All(TemplateResources resources) =>
        from function in resources.OfType(FunctionType)
        from member in function.Properties.Get("Events")?.Members ?? []
        where member.Value.Get("Type").PlainText() == "HttpApi"
        select (function, member);

    private static string? KeyOf(DefinitionNode? properties, DefinitionMember member, ImportReport report)
    {
        DefinitionNode? path = properties.Get("Path");
        DefinitionNode? method = properties.Get("Method");
        if (path is null && method is null)
        {
            return RouteKey.DefaultText;
        }

        if (path.PlainText() is { } pathText && method.PlainText() is { } methodText)
        {
            string name = methodText.Equals("x-amazon-apigateway-any-method", StringComparison.OrdinalIgnoreCase)
                ? RouteMethods.Any
                : methodText.ToUpperInvariant();
            return pathText is "/$default" or RouteKey.DefaultText && name == RouteMethods.Any ? RouteKey.DefaultText : $"{name} {pathText}";
        }

        string? remedy = new[] { path, method }.Select(value => value?.Remedy).FirstOrDefault(text => text is { Length: > 0 });
        report.Refuse(
            member.NamePosition,
            $"The path or method of the event '{member.Name}' is missing or cannot be resolved.",
            remedy ?? "Write both, or neither for the route '$default'.",
            DefinitionProblemCodes.Unresolved);
        return null;
    }
}
