using Authz.Definitions.Mapping;
using Authz.Import.OpenApi;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps an <c>AWS::ApiGatewayV2::Api</c> with the resources that belong to it.</summary>
internal sealed class CloudFormationApi(TemplateResource api, TemplateResources resources, ImportReport report)
{
    private const string AuthorizerType = "AWS::ApiGatewayV2::Authorizer";
    private const string IntegrationType = "AWS::ApiGatewayV2::Integration";
    private const string RouteType = "AWS::ApiGatewayV2::Route";
    private const string StageType = "AWS::ApiGatewayV2::Stage";

    public DefinitionNode Import(DefinitionPosition position)
    {
        ApiTreeBuilder tree = ImportBody();
        tree.Name = api.Properties.Get("Name")?.AsString() ?? tree.Name;
        tree.Cors = CorsTree.Build(api.Properties.Get("CorsConfiguration"), report) ?? tree.Cors;
        foreach (TemplateResource authorizer in Own(AuthorizerType))
        {
            DefinitionNode built = IsJwt(authorizer) ? BuildJwt(authorizer) : BuildLambda(authorizer);
            tree.AddAuthorizer(NameOf(authorizer), authorizer.Position, built);
        }

        foreach (TemplateResource route in Own(RouteType))
        {
            ImportRoute(route, tree);
        }

        if (api.Properties.Get("Target") is { } target)
        {
            string key = api.Properties.Get("RouteKey").PlainText() ?? RouteKey.DefaultText;
            tree.AddRoute(key, target.Position, RouteAccess.Open, QuickCreateIntegration(target));
        }

        foreach (TemplateResource stage in Own(StageType))
        {
            StageTree.Add(tree, stage.Properties.Get("StageName"), stage.Position, stage.Properties, report);
        }

        return tree.Build(position);
    }

    private static bool IsJwt(TemplateResource authorizer) => authorizer.Properties.Get("AuthorizerType").PlainText() == "JWT";

    private static string NameOf(TemplateResource authorizer) => authorizer.Properties.Get("Name").PlainText() ?? authorizer.LogicalId;

    private static DefinitionNode BuildJwt(TemplateResource authorizer)
    {
        DefinitionNode? configuration = authorizer.Properties.Get("JwtConfiguration");
        return JwtAuthorizerTree.Build(
            authorizer.Position,
            authorizer.Properties.Get("IdentitySource"),
            configuration.Get("Issuer"),
            configuration.Get("Audience"),
            configuration?.Position ?? authorizer.Position);
    }

    private static DefinitionNode BuildLambda(TemplateResource authorizer) => new LambdaAuthorizerTree(authorizer.Position)
    {
        Function = authorizer.Properties.Get("AuthorizerUri"),
        PayloadFormatVersion = authorizer.Properties.Get("AuthorizerPayloadFormatVersion"),
        EnableSimpleResponses = authorizer.Properties.Get("EnableSimpleResponses"),
        IdentitySource = authorizer.Properties.Get("IdentitySource"),
        ResultTtl = authorizer.Properties.Get("AuthorizerResultTtlInSeconds"),
    }.Build();

    private ApiTreeBuilder ImportBody()
    {
        if (api.Properties.Get("BodyS3Location") is { } location)
        {
            report.RefuseUnsupported(
                location.Position,
                "The API's OpenAPI document is elsewhere.",
                "Import that document itself, or write it as 'Body'.");
        }

        if (api.Properties.Get("Body") is not { } body)
        {
            return new ApiTreeBuilder(report);
        }

        FailOnWarnings.Check(api.Properties, api.Position, report);
        if (body.Kind != DefinitionNodeKind.Object)
        {
            report.RefuseUnresolved(body, "The API's 'Body'");
            return new ApiTreeBuilder(report);
        }

        return OpenApiImporter.AddTo(body, report);
    }

    private IEnumerable<TemplateResource> Own(string type)
    {
        foreach (TemplateResource resource in resources.OfType(type))
        {
            if (LogicalReference.LogicalIdOf(resource.Properties.Get("ApiId")) == api.LogicalId)
            {
                yield return resource;
            }
            else
            {
                report.Notice(
                    resource.Position,
                    $"'{resource.LogicalId}' does not belong to the API '{api.LogicalId}'.",
                    "Let its 'ApiId' be a 'Ref' to the API.",
                    "other_api");
            }
        }
    }

    private void ImportRoute(TemplateResource route, ApiTreeBuilder tree)
    {
        DefinitionNode? key = route.Properties.Get("RouteKey");
        if (key.PlainText() is not { } text)
        {
            report.Refuse(
                key?.Position ?? route.Position,
                $"The route key of '{route.LogicalId}' is missing or cannot be resolved.",
                key?.Remedy ?? "Add 'RouteKey'.",
                DefinitionProblemCodes.Unresolved);
        }
        else if (AccessOf(route) is { } access)
        {
            tree.AddRoute(text, key!.Position, access, Integration(route));
        }
    }

    private RouteAccess? AccessOf(TemplateResource route)
    {
        DefinitionNode? type = route.Properties.Get("AuthorizationType");
        DefinitionNode? authorizerId = route.Properties.Get("AuthorizerId");
        switch (type?.Text ?? "NONE")
        {
            case "NONE" when authorizerId is null && type?.Kind != DefinitionNodeKind.Unresolved:
                return RouteAccess.Open;
            case "NONE":
                report.Refuse(
                    authorizerId?.Position ?? route.Position,
                    $"'{route.LogicalId}' names an authorizer, but its type is NONE: the service leaves it open.",
                    "Write 'AuthorizationType: JWT', or 'CUSTOM' for a Lambda authorizer.");
                return null;
            case "JWT" or "CUSTOM":
                return AccessOf(route, authorizerId, isJwt: type!.Text == "JWT");
            default:
                report.RefuseUnsupported(
                    type!.Position,
                    $"Authorization by '{type.Text}' is not supported yet.",
                    "Use a JWT authorizer for the route.");
                return null;
        }
    }

    private RouteAccess? AccessOf(TemplateResource route, DefinitionNode? authorizerId, bool isJwt)
    {
        DefinitionPosition position = authorizerId?.Position ?? route.Position;
        if (resources.Find(LogicalReference.LogicalIdOf(authorizerId), AuthorizerType) is not { } authorizer)
        {
            report.Refuse(
                position,
                $"The authorizer '{authorizerId?.Text}' of '{route.LogicalId}' is not in the template.",
                $"Let 'AuthorizerId' be a 'Ref' to an '{AuthorizerType}' of the template.",
                DefinitionProblemCodes.AuthorizerUnknown);
            return null;
        }

        if (IsJwt(authorizer) != isJwt)
        {
            report.Refuse(
                position,
                $"'{NameOf(authorizer)}' is not an authorizer of the type that '{route.LogicalId}' says.",
                isJwt ? "Write 'AuthorizationType: CUSTOM'." : "Write 'AuthorizationType: JWT'.");
            return null;
        }

        return new RouteAccess(
            DefinitionNode.String(NameOf(authorizer), position),
            route.Properties.Get("AuthorizationScopes")?.AsStrings());
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
                $"The integration '{target.Text}' is not in the template.",
                "Give their address with 'serve --target URL'.");
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

    private DefinitionNode? QuickCreateIntegration(DefinitionNode target) => new IntegrationTree(target.Position)
    {
        Type = DefinitionNode.String(target.Text.StartsWith("http", StringComparison.Ordinal) ? "HTTP_PROXY" : "AWS_PROXY", target.Position),
        Uri = target,

        // The service's quick create uses 2.0 for functions.
        PayloadFormatVersion = DefinitionNode.String(PayloadFormat.Version2, target.Position),
    }.Build(report);
}
