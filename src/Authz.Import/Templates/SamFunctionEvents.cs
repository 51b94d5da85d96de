using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Finds the events of type <c>HttpApi</c> of a template's functions.</summary>
internal static class SamFunctionEvents
{
    /// <summary>The logical ID of the API that SAM makes for events without an <c>ApiId</c>.</summary>
    public const string ImplicitApiId = "ServerlessHttpApi";

    private const string FunctionType = "AWS::Serverless::Function";

    /// <summary>Whether an event names no API, so that SAM makes one.</summary>
    public static bool UseImplicitApi(TemplateResources resources) =>
        All(resources).Any(pair => pair.Event.Value.Get("Properties", "ApiId") is null);

    /// <summary>The routes of an API.</summary>
    public static IEnumerable<SamRoute> Of(string logicalId, TemplateResources resources, ImportReport report)
    {
        foreach ((TemplateResource function, DefinitionMember member) in All(resources))
        {
            DefinitionNode? properties = member.Value.Get("Properties");
            DefinitionNode? apiId = properties.Get("ApiId");
            string? owner = apiId is null ? ImplicitApiId : LogicalReference.LogicalIdOf(apiId) ?? apiId.PlainText();
            if (owner != logicalId)
            {
                report.Notice(
                    member.NamePosition,
                    $"The event '{member.Name}' of '{function.LogicalId}' does not belong to the API '{logicalId}'.",
                    "Let its 'ApiId' be a 'Ref' to the API.",
                    "other_api");
            }
            else if (KeyOf(properties, member, report) is { } key)
            {
                yield return new SamRoute(key, member.NamePosition, function.LogicalId, properties);
            }
        }
    }

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
            return pathText == "/$default" ? RouteKey.DefaultText : $"{name} {pathText}";
        }

        report.Refuse(
            member.NamePosition,
            $"The path or method of the event '{member.Name}' is missing or cannot be resolved.",
            path?.Remedy ?? method?.Remedy ?? "Write both, or neither for the route '$default'.",
            DefinitionProblemCodes.Unresolved);
        return null;
    }
}
