using Authz.Import.Overlays;

namespace Authz.Import.Tree;

/// <summary>
/// Makes the tree of an API in Authz's own format; every importer ends here, so that all files are mapped and validated alike.
/// </summary>
internal sealed class ApiTreeBuilder(ImportReport report)
{
    private readonly DefinitionObjectBuilder _authorizers = new();
    private readonly DefinitionObjectBuilder _routes = new();
    private readonly DefinitionObjectBuilder _stages = new();

    /// <summary>The API's name, which is for people: of one that only deployment knows the known part is kept.</summary>
    public DefinitionNode? Name { get; set; }

    /// <summary>Whether an authorizer verifies tokens itself, by keys of its issuer.</summary>
    public bool HasJwtAuthorizer { get; private set; }

    /// <summary>The cross-origin rules with the member names of our own format; null for none.</summary>
    public DefinitionNode? Cors { get; set; }

    public void AddAuthorizer(string name, DefinitionPosition position, DefinitionNode authorizer)
    {
        HasJwtAuthorizer |= authorizer.Find("jwtConfiguration") is not null;
        if (!_authorizers.TryAdd(name, position, authorizer))
        {
            report.Refuse(position, $"The authorizer '{name}' occurs twice.", "Give each authorizer a name of its own.");
        }
    }

    /// <summary>Adds a route.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="position">Its place.</param>
    /// <param name="access">Who may call it.</param>
    /// <param name="integration">Its integration; null for none.</param>
    /// <param name="added">Members of our own format that the file adds to it; null for none.</param>
    public void AddRoute(
        string key, DefinitionPosition position, RouteAccess access, DefinitionNode? integration, DefinitionNode? added = null)
    {
        if (access.IsStated)
        {
            report.StatedOpen.Add(key);
        }

        if (access.RequiresIam)
        {
            report.Notice(
                position,
                $"The route '{key}' asks for IAM, whose signatures are not checked here: it is closed.",
                "Call it on AWS, or give it a JWT authorizer.",
                "route_iam");
        }

        DefinitionNode route = access.ToNode(position, integration);
        if (!_routes.TryAdd(key, position, added is null ? route : AddedMembers.AddTo(route, added, $"The route '{key}'", report)))
        {
            report.Refuse(position, $"The route '{key}' occurs twice.", "Remove one of the two.", DefinitionProblemCodes.RouteConflict);
        }
    }

    public void AddStage(string name, DefinitionPosition position, DefinitionNode stage)
    {
        if (!_stages.TryAdd(name, position, stage))
        {
            report.Refuse(position, $"The stage '{name}' occurs twice.", "Remove one of the two.");
        }
    }

    public DefinitionNode Build(DefinitionPosition position)
    {
        DefinitionObjectBuilder root = new();
        root.Add("name", Name is null ? null : DisplayName(Name));
        root.TryAdd("authorizers", position, _authorizers.Build(position));
        root.TryAdd("routes", position, _routes.Build(position));
        root.Add("cors", Cors);
        if (_stages.Build(position) is { Members.Count: > 0 } stages)
        {
            root.TryAdd("stages", position, stages);
        }

        return root.Build(position);
    }

    private static DefinitionNode? DisplayName(DefinitionNode name) => name.Kind switch
    {
        DefinitionNodeKind.List or DefinitionNodeKind.Object => null,
        DefinitionNodeKind.Unresolved => DefinitionNode.String(name.Text, name.Position),
        _ => name.AsString(),
    };
}
