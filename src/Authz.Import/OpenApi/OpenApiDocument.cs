using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Reads the parts of an OpenAPI document that make an HTTP API.</summary>
internal sealed class OpenApiDocument
{
    private readonly DefinitionNode _root;
    private readonly ImportReport _report;
    private readonly LocalReference _references;
    private readonly StageVariables? _stageVariables;

    /// <param name="root">The document.</param>
    /// <param name="report">Collects the problems.</param>
    /// <param name="defined">The authorizers that a template defines beside the document; null for none.</param>
    /// <param name="stageVariables">The values of stage variables, if the document has no stage; null to leave them to its stages.</param>
    public OpenApiDocument(
        DefinitionNode root, ImportReport report, IReadOnlyCollection<string>? defined = null, StageVariables? stageVariables = null)
    {
        _stageVariables = stageVariables;
        _root = root;
        _report = report;
        _references = new LocalReference(root, report);
        Security = new OpenApiSecurity(root, _references, report, defined ?? []);
        NoticeBasePath();
        AuthzExtension.RefuseIn(root, "at the document", report);
        AuthzExtension.RefuseIn(root.Get("info"), "in 'info'", report);
        AuthzExtension.RefuseIn(root.Get("paths"), "in 'paths'", report);
        AuthzExtension.RefuseIn(root.Get("components"), "in 'components'", report);
        AuthzExtension.RefuseIn(root.Get("components", "securitySchemes"), "in 'securitySchemes'", report);
    }

    public DefinitionNode? Title => _root.Get("info", "title");

    public DefinitionNode? Cors => _root.Get("x-amazon-apigateway-cors");

    public OpenApiSecurity Security { get; }

    /// <summary>Whether the document is of a version that HTTP APIs take; if not, that is reported.</summary>
    public static bool IsSupported(DefinitionNode root, ImportReport report)
    {
        if (root.Get("swagger") is { } swagger)
        {
            report.Refuse(
                swagger.Position,
                $"The document is Swagger {swagger.Text}.",
                "Convert it to OpenAPI 3.0: HTTP APIs take no other.");
            return false;
        }

        DefinitionNode? version = root.Get("openapi");
        string text = version.PlainText() ?? "";
        if (text is "3.0" or "3.1" || text.StartsWith("3.0.", StringComparison.Ordinal) || text.StartsWith("3.1.", StringComparison.Ordinal))
        {
            return true;
        }

        report.Refuse(version?.Position ?? root.Position, $"OpenAPI '{text}' is not supported.", "Write OpenAPI 3.0 or 3.1.");
        return false;
    }

    /// <summary>The operations; a path or an operation that is no object is reported, a null is an operation without members.</summary>
    public IEnumerable<OpenApiOperation> Operations()
    {
        DefinitionNode? paths = _root.Get("paths");
        if (paths is { Kind: not DefinitionNodeKind.Object })
        {
            RefuseKind(paths, "'paths'");
        }

        foreach (DefinitionMember path in paths?.Members ?? [])
        {
            if (path.Name.StartsWith("x-", StringComparison.Ordinal) || path.Value.Kind == DefinitionNodeKind.Null)
            {
                continue;
            }

            if (path.Value.Kind != DefinitionNodeKind.Object)
            {
                RefuseKind(path.Value, $"The path '{path.Name}'");
            }
            else if (_references.Follow(path.Value) is { } item)
            {
                AuthzExtension.RefuseIn(path.Value, "at a path", _report);
                AuthzExtension.RefuseIn(item == path.Value ? null : item, "at a path", _report);
                foreach (OpenApiOperation operation in OperationsOf(path.Name, item))
                {
                    yield return operation;
                }
            }
        }
    }

    /// <summary>The integration of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="payload">The payload format that counts before the operation's own; null for none.</param>
    /// <param name="timeout">The timeout that counts before the operation's own; null for none.</param>
    public DefinitionNode? Integration(OpenApiOperation operation, DefinitionNode? payload = null, DefinitionNode? timeout = null)
    {
        if (operation.Integration is not { } extension || _references.Follow(extension) is not { } integration)
        {
            return null;
        }

        AuthzExtension.RefuseIn(integration, "in an integration", _report);
        DefinitionNode? uri = integration.Get("uri");
        if (_stageVariables is not null && uri is { Kind: DefinitionNodeKind.String } text)
        {
            uri = _stageVariables.Expand(text);
            if (uri is null)
            {
                return null;
            }
        }

        return new IntegrationTree(integration.Position)
        {
            Type = integration.Get("type"),
            Uri = uri,
            Method = integration.Get("httpMethod"),
            Timeout = timeout ?? integration.Get("timeoutInMillis"),
            ConnectionType = integration.Get("connectionType"),
            PayloadFormatVersion = payload ?? integration.Get("payloadFormatVersion"),
            RequestParameters = integration.Get("requestParameters"),
            ResponseParameters = integration.Get("responseParameters"),
            TlsConfig = integration.Find("tlsConfig"),
        }.Build(_report);
    }

    private IEnumerable<OpenApiOperation> OperationsOf(string path, DefinitionNode item)
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
                if (member.Value.Kind is DefinitionNodeKind.Object or DefinitionNodeKind.Null)
                {
                    yield return new OpenApiOperation(KeyOf(path, method.Name, member.Value), method.Name, member.NamePosition, member.Value);
                }
                else
                {
                    RefuseKind(member.Value, $"The operation '{member.Name}' of '{path}'");
                }
            }
        }
    }

    // The service exports the default route as '/$default', and SAM writes '$default'.
    private static string KeyOf(string path, string method, DefinitionNode operation)
    {
        bool isDefault = (path == RouteKey.DefaultText && method == RouteMethods.Any)
            || (path == "/$default" && operation.Get("isDefaultRoute").PlainText() == "true");
        return isDefault ? RouteKey.DefaultText : $"{method} {path}";
    }

    private void RefuseKind(DefinitionNode value, string subject)
    {
        if (value.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(value, subject);
        }
        else
        {
            _report.Refuse(value.Position, $"{subject} must be a map of named members.", "Write names and values below it.");
        }
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
