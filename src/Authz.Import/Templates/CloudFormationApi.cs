using Authz.Definitions.Mapping;
using Authz.Import.OpenApi;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps an <c>AWS::ApiGatewayV2::Api</c> with the resources that belong to it.</summary>
internal sealed class CloudFormationApi(TemplateResource api, TemplateResources resources, ImportContext context)
{
    private static readonly string[] s_members =
    [
        "ApiKeySelectionExpression", "BasePath", "Body", "BodyS3Location", "CorsConfiguration", "CredentialsArn", "Description",
        "DisableExecuteApiEndpoint", "DisableSchemaValidation", "FailOnWarnings", "IpAddressType", "Name", "ProtocolType", "RouteKey",
        "RouteSelectionExpression", "Tags", "Target", "Version",
    ];

    private readonly ImportReport _report = context.Report;

    public DefinitionNode Import(DefinitionPosition position) => BuildTree().Build(position);

    /// <summary>The API so far, to which a file of another format may add.</summary>
    public ApiTreeBuilder BuildTree()
    {
        KnownMembers.Check(api.Properties, $"'{api.LogicalId}'", _report, s_members);
        ApiTreeBuilder tree = ImportBody();
        tree.Name = api.Properties.Get("Name") ?? tree.Name;
        tree.Cors = CorsTree.Build(api.Properties.Get("CorsConfiguration"), _report) ?? tree.Cors;
        new TemplateRoutes(resources, _report).AddTo(tree, api.LogicalId);
        if (api.Properties.Get("Target") is { } target)
        {
            string key = api.Properties.Get("RouteKey").PlainText() ?? RouteKey.DefaultText;
            tree.AddRoute(key, target.Position, RouteAccess.Open, QuickCreateIntegration(target));
        }

        // Only the import of a document may leave routes out.
        if (tree.HasJwtAuthorizer && (api.Properties.Find("Body") ?? api.Properties.Find("BodyS3Location")) is not null)
        {
            FailOnWarnings.Check(api.Properties, api.Position, _report);
        }

        return tree;
    }

    private ApiTreeBuilder ImportBody()
    {
        if (FindBody() is not { } body)
        {
            return new ApiTreeBuilder(_report);
        }

        if (api.Properties.Get("BasePath") is { } basePath && basePath.PlainText() != "ignore")
        {
            _report.RefuseUnsupported(
                basePath.Position, "The base path would change every route.", "Write the whole paths in 'paths', and remove 'BasePath'.");
        }

        if (body.Kind != DefinitionNodeKind.Object)
        {
            _report.RefuseUnresolved(body, "The API's OpenAPI document");
            return new ApiTreeBuilder(_report);
        }

        return OpenApiDocument.IsSupported(body, _report) ? OpenApiImporter.AddTo(body, _report) : new ApiTreeBuilder(_report);
    }

    private DefinitionNode? FindBody()
    {
        DefinitionNode? body = api.Properties.Get("Body");
        if (api.Properties.Get("BodyS3Location") is not { } location)
        {
            return body;
        }

        if (body is not null)
        {
            _report.Refuse(location.Position, "The API has two documents, 'Body' and 'BodyS3Location'.", "Remove one of the two.");
        }

        return BodyFile.Read(location, context);
    }

    private DefinitionNode? QuickCreateIntegration(DefinitionNode target) => new IntegrationTree(target.Position)
    {
        Type = DefinitionNode.String(target.Text.StartsWith("http", StringComparison.Ordinal) ? "HTTP_PROXY" : "AWS_PROXY", target.Position),
        Uri = target,

        // The service's quick create uses 2.0 for functions.
        PayloadFormatVersion = DefinitionNode.String(PayloadFormat.Version2, target.Position),
    }.Build(_report);
}
