using Authz.Import.Templates;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>
/// Maps one HTTP API of a serverless.yml to our own format (Serverless Framework documentation, HTTP API): the one of the functions'
/// events, with what <c>resources</c> adds to it, or one that <c>resources</c> defines.
/// </summary>
internal sealed class ServerlessImporter
{
    private static readonly string[] s_members =
    [
        "authorizers", "cors", "disableDefaultEndpoint", "id", "metrics", "name", "payload", "shouldStartNameWithService",
        "useProviderTags",
    ];

    private readonly DefinitionNode _root;
    private readonly ImportContext _context;
    private readonly ImportReport _report;
    private readonly Variables _variables;
    private readonly ServerlessResources _resources;
    private readonly DefinitionNode? _httpApi;
    private readonly ServerlessEvents _events;

    private ServerlessImporter(DefinitionNode root, ImportContext context)
    {
        _root = root;
        _context = context;
        _report = context.Report;
        _variables = new Variables(root, context);
        _resources = new ServerlessResources(root, _variables, context);
        _httpApi = Evaluate(_variables.Get(root, "provider", "httpApi"));
        KnownMembers.Check(_httpApi, "'provider.httpApi'", _report, s_members);
        _events = new ServerlessEvents(root, _variables, Evaluate, _report);
    }

    public static DefinitionNode? Import(DefinitionNode root, ImportContext context) => new ServerlessImporter(root, context).Import();

    private DefinitionNode? Import()
    {
        ServerlessAuthorizers authorizers = new(_httpApi.Get("authorizers"), _events.Functions, _report);
        TemplateResources resources = _resources.Build(isApiGenerated: _httpApi.Get("id") is null && _events.All.Count > 0, authorizers);
        MutualTls.RefuseIn(resources, _report);
        List<FileApi> apis = FindApis(resources);
        if (ApiChoice.Choose(apis, _context.Options.Api, _report) is not { } chosen)
        {
            return null;
        }

        new TemplateRoutes(resources, _report).NoticeForeign();
        ApiTreeBuilder tree = resources.Find(chosen.Id, TemplateImporter.ApiType) is { } api
            ? new CloudFormationApi(api, resources, _context).BuildTree()
            : new ApiTreeBuilder(_report);
        if (chosen.Id == EventsApi(resources))
        {
            AddEvents(tree, authorizers);
        }

        return tree.Build(_root.Position);
    }

    private List<FileApi> FindApis(TemplateResources resources)
    {
        List<FileApi> apis = [.. TemplateImporter.FindApis(resources)];
        string events = EventsApi(resources);
        if (apis.Count == 0 || (_events.All.Count > 0 && apis.All(api => api.Id != events)))
        {
            apis.Add(new FileApi(events, Title: null, _root.Position));
        }

        return apis;
    }

    // The API that the events belong to: the one that the framework makes, one of the resources, or one of another stack.
    private string EventsApi(TemplateResources resources) => _httpApi.Get("id") is { } id
        ? LogicalReference.LogicalIdOf(id) is { } logicalId && resources.HasApi(logicalId) ? logicalId : id.Text
        : ServerlessResources.ApiId;

    private void AddEvents(ApiTreeBuilder tree, ServerlessAuthorizers authorizers)
    {
        if (_httpApi.Get("id") is { } id && LogicalReference.LogicalIdOf(id) is null)
        {
            _report.Notice(
                id.Position,
                "The API itself is defined elsewhere; only the routes of this file are known.",
                "Check the file that defines it too.",
                "other_api");
        }

        tree.Name ??= _httpApi.Get("name") ?? ServiceName();
        List<string> methods = [];
        foreach (ServerlessEvent item in _events.All)
        {
            if (item.ReadKey(_report) is { } key && authorizers.AccessOf(item.Value.Get("authorizer")) is { } access)
            {
                methods.AddRange(RouteKey.TryParse(key, out RouteKey? parsed, out _) ? parsed.Methods : []);
                tree.AddRoute(key, item.Position, access, item.Integration(_httpApi.Get("payload"), _report));
            }
        }

        tree.Cors ??= ServerlessCors.Build(_httpApi.Get("cors"), methods, _report);
        if (_httpApi.Get("id") is not null)
        {
            authorizers.RefuseElsewhere();
        }
    }

    private DefinitionNode? ServiceName() =>
        _variables.Get(_root, "service") is { Kind: DefinitionNodeKind.Object } service ? service.Get("name") : _variables.Get(_root, "service");

    private DefinitionNode? Evaluate(DefinitionNode? node) => node is null ? null : _resources.Evaluator.Evaluate(node);
}
