using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Maps OpenAPI 3.0 and 3.1 to our own format, as an import into API Gateway would (developer guide, http-api-open-api).</summary>
internal sealed class OpenApiImporter
{
    private const string CorsExtension = "x-amazon-apigateway-cors";

    private readonly DefinitionNode _root;
    private readonly ImportReport _report;
    private readonly ApiTreeBuilder _api;
    private readonly LocalReference _references;
    private readonly OpenApiSecurity _security;

    private OpenApiImporter(DefinitionNode root, ImportReport report)
    {
        _root = root;
        _report = report;
        _api = new ApiTreeBuilder(report);
        _references = new LocalReference(root, report);
        _security = new OpenApiSecurity(root, _references, report);
    }

    /// <summary>The API in our own format; null if the document is of another version.</summary>
    public static DefinitionNode? Import(DefinitionNode root, ImportReport report)
    {
        if (root.Get("swagger") is { } swagger)
        {
            report.Refuse(
                swagger.Position,
                $"The document is Swagger {swagger.Text}.",
                "Convert it to OpenAPI 3.0: HTTP APIs take no other.");
            return null;
        }

        DefinitionNode? version = root.Get("openapi");
        string text = version.PlainText() ?? "";
        if (text is not ("3.0" or "3.1") && !text.StartsWith("3.0.", StringComparison.Ordinal) && !text.StartsWith(
            "3.1.",
            StringComparison.Ordinal))
        {
            report.Refuse(version?.Position ?? root.Position, $"OpenAPI '{text}' is not supported.", "Write OpenAPI 3.0 or 3.1.");
            return null;
        }

        ApiTreeBuilder api = AddTo(root, report);
        return api.Build(root.Position);
    }

    /// <summary>The API so far, to which a template may add.</summary>
    public static ApiTreeBuilder AddTo(DefinitionNode root, ImportReport report)
    {
        OpenApiImporter importer = new(root, report);
        importer.ImportDocument();
        return importer._api;
    }

    private void ImportDocument()
    {
        _api.Name = _root.Get("info", "title")?.AsString();
        _api.Cors = _root.Get(CorsExtension);
        NoticeBasePath();
        foreach (DefinitionMember path in _root.Get("paths")?.Members ?? [])
        {
            if (!path.Name.StartsWith("x-", StringComparison.Ordinal) && _references.Follow(path.Value) is { } item)
            {
                ImportPath(path.Name, item);
            }
        }

        _security.AddAuthorizers(_api);
    }

    private void ImportPath(string path, DefinitionNode item)
    {
        foreach (DefinitionMember member in item.Members)
        {
            OpenApiMethod method = OpenApiMethod.Of(member.Name);
            if (method.Kind == OpenApiMethodKind.Unsupported)
            {
                _report.RefuseUnsupported(member.NamePosition, $"'{member.Name}' is not a method of an HTTP API.", "Remove the operation.");
            }
            else if (method.Kind == OpenApiMethodKind.Operation)
            {
                ImportOperation(path, method.Name, member);
            }
        }
    }

    private void ImportOperation(string path, string method, DefinitionMember operation)
    {
        bool isDefault = path == "/$default" && operation.Value.Get("isDefaultRoute").PlainText() == "true";
        string key = isDefault ? RouteKey.DefaultText : $"{method} {path}";
        if (_security.AccessOf(operation.Value) is { } access)
        {
            _api.AddRoute(key, operation.NamePosition, access, Integration(operation.Value));
        }
    }

    private DefinitionNode? Integration(DefinitionNode operation)
    {
        if (operation.Get("x-amazon-apigateway-integration") is not { } extension || _references.Follow(extension) is not { } integration)
        {
            return null;
        }

        return new IntegrationTree(integration.Position)
        {
            Type = integration.Get("type"),
            Uri = integration.Get("uri"),
            Method = integration.Get("httpMethod"),
            Timeout = integration.Get("timeoutInMillis"),
            ConnectionType = integration.Get("connectionType"),
            PayloadFormatVersion = integration.Get("payloadFormatVersion"),
            RequestParameters = integration.Get("requestParameters"),
            ResponseParameters = integration.Get("responseParameters"),
            TlsConfig = integration.Find("tlsConfig"),
        }.Build(_report);
    }

    // By default the service's import ignores base paths.
    private void NoticeBasePath()
    {
        if (_root.Get("servers") is { Items: [DefinitionNode first, ..] } && first.Get("url") is { } url &&
            Uri.TryCreate(url.Text, UriKind.RelativeOrAbsolute, out Uri? parsed) &&
            (parsed.IsAbsoluteUri ? parsed.AbsolutePath : url.Text.TrimEnd('/')) is not ("" or "/"))
        {
            _report.Notice(
                url.Position,
                $"The path of '{url.Text}' is not part of the routes.",
                "Write it in 'paths' if requests have it.",
                "base_path_ignored");
        }
    }
}
