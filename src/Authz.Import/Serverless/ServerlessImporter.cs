using Authz.Definitions.Mapping;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>Maps the HTTP API of a serverless.yml to our own format (Serverless Framework documentation, HTTP API).</summary>
internal sealed class ServerlessImporter
{
    private readonly DefinitionNode _root;
    private readonly ImportReport _report;
    private readonly Variables _variables;
    private readonly ApiTreeBuilder _api;
    private readonly ServerlessAuthorizers _authorizers;

    private ServerlessImporter(DefinitionNode root, ImportOptions options, ImportReport report)
    {
        _root = root;
        _report = report;
        _variables = new Variables(root, options);
        _api = new ApiTreeBuilder(report);
        _authorizers = new ServerlessAuthorizers(_variables.Get(root, "provider", "httpApi", "authorizers"), report);
    }

    public static DefinitionNode Import(DefinitionNode root, ImportOptions options, ImportReport report) =>
        new ServerlessImporter(root, options, report).Import();

    private DefinitionNode Import()
    {
        DefinitionNode? httpApi = _variables.Get(_root, "provider", "httpApi");
        _api.Name = httpApi.Get("name") ?? _variables.Get(_root, "service");
        if (httpApi.Get("id") is { } id)
        {
            _report.Notice(
                id.Position,
                "The API itself is defined elsewhere; only the routes of this file are known.",
                "Check the file that defines it too.",
                "other_api");
        }

        _authorizers.AddTo(_api);
        List<string> methods = [];
        foreach (DefinitionMember function in Functions())
        {
            ImportFunction(function, methods);
        }

        _api.Cors = ServerlessCors.Build(httpApi.Get("cors"), methods, _report);
        NoticeResources();
        return _api.Build(_root.Position);
    }

    // One object, or a list of objects that are joined.
    private IEnumerable<DefinitionMember> Functions()
    {
        DefinitionNode? functions = _root.Get("functions") is { } written ? _variables.Unfold(written) : null;
        if (functions is { Kind: DefinitionNodeKind.Unresolved })
        {
            _report.RefuseUnresolved(functions, "'functions'");
        }

        return functions is { Kind: DefinitionNodeKind.List }
            ? functions.Items.SelectMany(item => RefuseUnresolved(_variables.Unfold(item)).Members)
            : functions?.Members ?? [];
    }

    private void ImportFunction(DefinitionMember function, List<string> methods)
    {
        DefinitionNode? events = RefuseUnresolved(_variables.Unfold(function.Value)).Get("events");
        DefinitionNode? resolved = events is null ? null : RefuseUnresolved(_variables.Unfold(events));
        foreach (DefinitionNode item in resolved?.Items ?? [])
        {
            if (RefuseUnresolved(_variables.Unfold(item)).Find("httpApi") is { } member && _variables.Get(member.Value) is { } httpApi)
            {
                ImportEvent(function.Name, member.NamePosition, httpApi, methods);
            }
        }
    }

    private void ImportEvent(string function, DefinitionPosition position, DefinitionNode httpApi, List<string> methods)
    {
        if (KeyOf(httpApi, position) is { } key && _authorizers.AccessOf(httpApi.Get("authorizer")) is { } access)
        {
            if (RouteKey.TryParse(key, out RouteKey? parsed, out _))
            {
                methods.AddRange(parsed.Methods);
            }

            _api.AddRoute(key, position, access, Integration(function, position));
        }
    }

    private DefinitionNode? Integration(string function, DefinitionPosition position) => new IntegrationTree(position)
    {
        Type = DefinitionNode.String("AWS_PROXY", position),
        Uri = DefinitionNode.String(function, position),
        PayloadFormatVersion =
            _variables.Get(_root, "provider", "httpApi").Get("payload") ?? DefinitionNode.String(PayloadFormat.Version2, position),
    }.Build(_report);

    private string? KeyOf(DefinitionNode httpApi, DefinitionPosition position)
    {
        string? method = httpApi.Get("method").PlainText();
        string? path = httpApi.Get("path").PlainText();
        if (httpApi.PlainText() is { } text)
        {
            int space = text.IndexOf(' ', StringComparison.Ordinal);
            method = space < 0 ? text : text[..space];
            path = space < 0 ? "*" : text[(space + 1)..].Trim();
        }

        if (method is null || path is null)
        {
            DefinitionNode? unresolved = new[] { httpApi, httpApi.Get("method"), httpApi.Get("path") }.FirstOrDefault(
                node => node?.Kind == DefinitionNodeKind.Unresolved);
            _report.Refuse(
                position,
                "The event's method or path is missing or cannot be resolved.",
                unresolved?.Remedy ?? "Write 'METHOD /path', or '*'.",
                DefinitionProblemCodes.Unresolved);
            return null;
        }

        if (path == "*")
        {
            return RouteKey.DefaultText;
        }

        return $"{(method == "*" ? RouteMethods.Any : method.ToUpperInvariant())} {path}";
    }

    private DefinitionNode RefuseUnresolved(DefinitionNode node)
    {
        if (node.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(node, "A part of the functions");
        }

        return node;
    }

    private void NoticeResources()
    {
        DefinitionNode? resources = _root.Get("resources") is { } written ? _variables.Unfold(written).Get("Resources") : null;
        foreach (DefinitionMember resource in resources?.Members ?? [])
        {
            if (resource.Value.Get("Type").PlainText() is { } type && type.StartsWith("AWS::ApiGatewayV2::", StringComparison.Ordinal))
            {
                _report.RefuseUnsupported(
                    resource.NamePosition,
                    $"The resource '{resource.Name}' changes the API beside its events.",
                    "Write its routes and authorizers as events and under 'provider.httpApi'.");
            }
        }
    }
}
