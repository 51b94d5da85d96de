using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps the resources of a template that belong to one API: authorizers, routes, integrations and stages.</summary>
internal sealed class TemplateRoutes(TemplateResources resources, ImportReport report)
{
    private const string IntegrationType = "AWS::ApiGatewayV2::Integration";
    private const string RouteType = "AWS::ApiGatewayV2::Route";
    private const string StageType = "AWS::ApiGatewayV2::Stage";
    private const string OverridesType = "AWS::ApiGatewayV2::ApiGatewayManagedOverrides";

    private static readonly string[] s_routeMembers =
    [
        "ApiId", "ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "ModelSelectionExpression", "OperationName",
        "RequestModels", "RequestParameters", "RouteKey", "RouteResponseSelectionExpression", "Target",
    ];

    private readonly TemplateAuthorizers _authorizers = new(resources, report);

    /// <summary>Adds what belongs to the API of a logical id.</summary>
    public void AddTo(ApiTreeBuilder tree, string apiId)
    {
        foreach (TemplateResource authorizer in Own(TemplateAuthorizers.Type, apiId))
        {
            _authorizers.Add(tree, authorizer);
        }

        foreach (TemplateResource route in Own(RouteType, apiId))
        {
            ImportRoute(route, tree);
        }

        foreach (TemplateResource stage in Own(StageType, apiId))
        {
            StageTree.Add(tree, stage.Properties.Get("StageName"), stage.Position, stage.Properties, report);
        }

        foreach (TemplateResource overrides in Own(OverridesType, apiId))
        {
            report.RefuseUnsupported(
                overrides.Position,
                $"'{overrides.LogicalId}' changes what quick create made, perhaps its authorizer.",
                $"Write the route as an '{RouteType}' in place of 'Target'.");
        }
    }

    /// <summary>Reports resources of an API that is none of the template's: its routes are not known here.</summary>
    public void NoticeForeign()
    {
        foreach (TemplateResource resource in new[] { TemplateAuthorizers.Type, RouteType, StageType }.SelectMany(resources.OfType))
        {
            if (!resources.HasApi(ApiOf(resource)))
            {
                report.Notice(
                    resource.Position,
                    $"'{resource.LogicalId}' belongs to an API that is not in the file.",
                    "Let its 'ApiId' be a 'Ref' to the API.",
                    "other_api");
            }
        }
    }

    private static string? ApiOf(TemplateResource resource) => LogicalReference.LogicalIdOf(resource.Properties.Get("ApiId"));

    private IEnumerable<TemplateResource> Own(string type, string apiId) =>
        resources.OfType(type).Where(resource => ApiOf(resource) == apiId);

    private void ImportRoute(TemplateResource route, ApiTreeBuilder tree)
    {
        if (!KnownMembers.Check(route.Properties, $"'{route.LogicalId}'", report, s_routeMembers))
        {
            return;
        }

        DefinitionNode? key = route.Properties.Get("RouteKey");
        if (key.PlainText() is not { } text)
        {
            report.Refuse(
                key?.Position ?? route.Position,
                $"The route key of '{route.LogicalId}' is missing or cannot be resolved.",
                key?.Remedy is { Length: > 0 } remedy ? remedy : "Add 'RouteKey'.",
                DefinitionProblemCodes.Unresolved);
        }
        else if (_authorizers.AccessOf(route) is { } access)
        {
            tree.AddRoute(text, key!.Position, access, Integration(route));
        }
    }

    private DefinitionNode? Integration(TemplateResource route)
    {
        DefinitionNode? target = route.Properties.Get("Target");
        if (target is null)
        {
            return null;
        }

        if (resources.Find(LogicalReference.LogicalIdOf(target), IntegrationType) is not { } integration)
        {
            report.Notice(
                target.Position,
                $"The integration '{target.Text}' is not in the file.",
                "Give its address with 'serve --target URL'.");
            return null;
        }

        DefinitionNode properties = integration.Properties;
        return new IntegrationTree(integration.Position)
        {
            Type = properties.Get("IntegrationType"),
            Uri = properties.Get("IntegrationUri"),
            Method = properties.Get("IntegrationMethod"),
            Timeout = properties.Get("TimeoutInMillis"),
            ConnectionType = properties.Get("ConnectionType"),
            PayloadFormatVersion = properties.Get("PayloadFormatVersion"),
            RequestParameters = properties.Get("RequestParameters"),
            ResponseParameters = properties.Get("ResponseParameters"),
            TlsConfig = properties.Find("TlsConfig"),
        }.Build(report);
    }
}
