using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Maps OpenAPI 3.0 and 3.1 to our own format, as an import into API Gateway would (developer guide, http-api-open-api).</summary>
internal static class OpenApiImporter
{
    /// <summary>The API in our own format; null if the document is of another version.</summary>
    public static DefinitionNode? Import(DefinitionNode root, ImportContext context)
    {
        if (!OpenApiDocument.IsSupported(root, context.Report))
        {
            return null;
        }

        StageVariables variables = new(context.Options.Parameters, context.Report);
        return AddTo(new OpenApiDocument(root, context.Report, stageVariables: variables), context.Report).Build(root.Position);
    }

    /// <summary>The API so far, to which a template may add.</summary>
    public static ApiTreeBuilder AddTo(DefinitionNode root, ImportReport report) => AddTo(new OpenApiDocument(root, report), report);

    private static ApiTreeBuilder AddTo(OpenApiDocument document, ImportReport report)
    {
        ApiTreeBuilder api = new(report) { Name = document.Title, Cors = document.Cors };
        foreach (OpenApiOperation operation in document.Operations())
        {
            if (operation.Value.Kind == DefinitionNodeKind.Null)
            {
                report.Refuse(
                    operation.Position,
                    $"The operation '{operation.Key}' is empty, so that nothing says who may call it.",
                    "Write its 'security', or remove it.");
            }
            else if (document.Security.AccessOf(operation) is { } access)
            {
                api.AddRoute(
                    operation.Key, operation.Position, access, document.Integration(operation), AuthzExtension.Of(operation.Value, report));
            }
        }

        document.Security.AddAuthorizers(api);
        return api;
    }
}
