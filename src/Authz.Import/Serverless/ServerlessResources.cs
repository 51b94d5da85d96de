using Authz.Import.Templates;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>The template under <c>resources</c>, together with what the framework makes of the API itself.</summary>
internal sealed class ServerlessResources
{
    /// <summary>The logical id of the API that the framework makes.</summary>
    public const string ApiId = "HttpApi";

    private const string AuthorizerPrefix = "HttpApiAuthorizer";

    // The framework's own resources by the beginning of their names; what is written over them would change its routes.
    private static readonly string[] s_generated = ["HttpApiRoute", "HttpApiIntegration", AuthorizerPrefix];

    // What may be written over the framework's API without a change of its routes.
    private static readonly string[] s_apiMembers = ["CorsConfiguration", "Description", "DisableExecuteApiEndpoint", "Name", "ProtocolType", "Tags"];

    private readonly DefinitionNode _template;
    private readonly ImportReport _report;

    public ServerlessResources(DefinitionNode root, Variables variables, ImportContext context)
    {
        _report = context.Report;
        _template = Merge(root, variables);
        Evaluator = new TemplateEvaluator(_template, context);
    }

    /// <summary>Evaluates the intrinsic functions that the framework leaves to CloudFormation.</summary>
    public TemplateEvaluator Evaluator { get; }

    /// <summary>The resources that exist.</summary>
    /// <param name="isApiGenerated">Whether the framework makes the API.</param>
    /// <param name="authorizers">The authorizers that it makes with it.</param>
    public TemplateResources Build(bool isApiGenerated, ServerlessAuthorizers authorizers)
    {
        DefinitionObjectBuilder all = new();
        if (isApiGenerated)
        {
            all.TryAdd(ApiId, _template.Position, GeneratedApi());
            foreach ((string id, DefinitionNode authorizer) in authorizers.ToResources())
            {
                all.TryAdd(id, authorizer.Position, authorizer);
            }
        }

        RefuseOverrides(_template.Get("Resources"), isApiGenerated);
        RefuseOverrides(_template.Get("extensions"), isApiGenerated);
        foreach (DefinitionMember resource in _template.Get("Resources")?.Members ?? [])
        {
            all.TryAdd(resource.Name, resource.NamePosition, resource.Value);
        }

        return new TemplateResources(all.Build(_template.Position), Evaluator, _report);
    }

    /// <summary>The logical id of the authorizer that the framework makes of this name.</summary>
    public static string AuthorizerId(string name)
    {
        string normalized = string.Concat(name.Select(character => character switch
        {
            '-' => "Dash",
            '_' => "Underscore",
            _ => character.ToString(),
        }));
        return AuthorizerPrefix + (normalized.Length == 0 ? "" : char.ToUpperInvariant(normalized[0]) + normalized[1..]);
    }

    private DefinitionNode GeneratedApi()
    {
        DefinitionObjectBuilder api = new();
        api.TryAdd("Type", _template.Position, DefinitionNode.String(TemplateImporter.ApiType, _template.Position));
        api.Add("Properties", _template.Get("Resources", ApiId, "Properties"));
        return api.Build(_template.Get("Resources", ApiId)?.Position ?? _template.Position);
    }

    private void RefuseOverrides(DefinitionNode? resources, bool isApiGenerated)
    {
        foreach (DefinitionMember resource in resources?.Members ?? [])
        {
            DefinitionNode? properties = resource.Value.Get("Properties");
            bool isWhole = resource.Value.Get("Type") is not null;
            if (properties is null || !(isApiGenerated || !isWhole))
            {
                continue;
            }

            if (resource.Name == ApiId)
            {
                KnownMembers.Check(properties, $"The resource '{ApiId}' beside events", _report, s_apiMembers);
            }
            else if (s_generated.Any(prefix => resource.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                _report.RefuseUnsupported(
                    resource.NamePosition,
                    $"The resource '{resource.Name}' may replace what the framework makes of events and authorizers.",
                    "Write it as an event or under 'provider.httpApi', or give a resource of your own another name.");
            }
        }
    }

    // One template, or a list of templates of which later ones are merged over earlier ones.
    private DefinitionNode Merge(DefinitionNode root, Variables variables)
    {
        DefinitionNode none = new DefinitionObjectBuilder().Build(root.Position);
        DefinitionNode written = root.Get("resources") is { } resources ? variables.Unfold(resources) : none;
        IEnumerable<DefinitionNode> parts = written.Kind == DefinitionNodeKind.List ? written.Items.Select(variables.Unfold) : [written];
        return parts.Aggregate(none, (merged, part) => MergeOver(merged, Resolve(part, variables)));
    }

    // Only what belongs to an API is resolved: other resources may need values that nobody gives here.
    private DefinitionNode Resolve(DefinitionNode part, Variables variables)
    {
        if (part.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(part, "'resources'");
        }

        return part.WithMembers(section => variables.Unfold(section).WithMembers(resource =>
        {
            DefinitionNode unfolded = variables.Unfold(resource);
            return TemplateResources.IsRead(unfolded) || unfolded.Get("Type") is null ? variables.Get(unfolded) : unfolded;
        }));
    }

    private static DefinitionNode MergeOver(DefinitionNode under, DefinitionNode over)
    {
        if (under.Kind != DefinitionNodeKind.Object || over.Kind != DefinitionNodeKind.Object)
        {
            return over;
        }

        DefinitionObjectBuilder merged = new();
        foreach (DefinitionMember member in under.Members)
        {
            DefinitionNode? replaced = over.Find(member.Name)?.Value;
            merged.TryAdd(member.Name, member.NamePosition, replaced is null ? member.Value : MergeOver(member.Value, replaced));
        }

        foreach (DefinitionMember member in over.Members)
        {
            merged.TryAdd(member.Name, member.NamePosition, member.Value);
        }

        return merged.Build(over.Position);
    }
}
