using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Maps the access to operations, and the document's security schemes to authorizers.</summary>
internal sealed class OpenApiSecurity
{
    private readonly DefinitionNode _root;
    private readonly LocalReference _references;
    private readonly ImportReport _report;
    private readonly Dictionary<string, DefinitionNode?> _authorizers = new(StringComparer.Ordinal);

    public OpenApiSecurity(DefinitionNode root, LocalReference references, ImportReport report)
    {
        _root = root;
        _references = references;
        _report = report;
    }

    private IReadOnlyList<DefinitionMember> Schemes => _root.Get("components", "securitySchemes")?.Members ?? [];

    /// <summary>The access to an operation; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(DefinitionNode operation)
    {
        if (operation.Get("x-amazon-apigateway-auth", "type") is { } type && !type.Text.Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            _report.RefuseUnsupported(
                type.Position,
                $"Authorization by '{type.Text}' is not supported yet.",
                "Use a JWT authorizer for the operation.");
            return null;
        }

        DefinitionNode? security = operation.Find("security")?.Value ?? _root.Find("security")?.Value;
        if (security is null)
        {
            return RouteAccess.Open;
        }

        if (security.Kind != DefinitionNodeKind.List || security.Items.Count > 1)
        {
            _report.Refuse(
                security.Position,
                "An operation must have exactly one security requirement.",
                "Write a list of one, or an empty one for an open operation.");
            return null;
        }

        return security.Items is [DefinitionNode requirement] ? AccessOf(requirement, security) : RouteAccess.Open;
    }

    /// <summary>Adds the authorizers; of a scheme that no operation uses and that cannot be one there is a notice.</summary>
    public void AddAuthorizers(ApiTreeBuilder api)
    {
        foreach (DefinitionMember scheme in Schemes)
        {
            if (_authorizers.TryGetValue(scheme.Name, out DefinitionNode? used))
            {
                if (used is not null)
                {
                    api.AddAuthorizer(scheme.Name, scheme.NamePosition, used);
                }
            }
            else if (OpenApiScheme.IsAuthorizer(scheme.Value) && OpenApiScheme.Build(scheme.Name, scheme.Value, _report) is { } unused)
            {
                api.AddAuthorizer(scheme.Name, scheme.NamePosition, unused);
            }
            else
            {
                _report.Notice(
                    scheme.NamePosition,
                    $"No operation uses the security scheme '{scheme.Name}'.",
                    "Remove it, or use it.",
                    "authorizer_unused");
            }
        }
    }

    private RouteAccess? AccessOf(DefinitionNode requirement, DefinitionNode security)
    {
        if (requirement is { Kind: DefinitionNodeKind.Object, Members.Count: 0 })
        {
            return RouteAccess.Open;
        }

        if (requirement.Members is not [DefinitionMember scheme])
        {
            _report.Refuse(security.Position, "A security requirement must name exactly one scheme.", "Name one scheme with its scopes.");
            return null;
        }

        return Authorizer(scheme) is null
            ? null
            : new RouteAccess(DefinitionNode.String(scheme.Name, scheme.NamePosition), scheme.Value.AsStrings());
    }

    private DefinitionNode? Authorizer(DefinitionMember requirement)
    {
        DefinitionNode? scheme = _root.Get("components", "securitySchemes", requirement.Name);
        if (scheme is null)
        {
            _report.Refuse(
                requirement.NamePosition,
                $"There is no security scheme '{requirement.Name}'; the service would drop the route or leave it open.",
                NearestName.Find(requirement.Name, Schemes.Select(member => member.Name)) is { } meant
                    ? $"Did you mean '{meant}'?"
                    : "Define it under 'components.securitySchemes'.",
                DefinitionProblemCodes.AuthorizerUnknown);
            return null;
        }

        if (!_authorizers.TryGetValue(requirement.Name, out DefinitionNode? authorizer))
        {
            authorizer = _references.Follow(scheme) is { } followed ? OpenApiScheme.Build(requirement.Name, followed, _report) : null;
            _authorizers.Add(requirement.Name, authorizer);
        }

        return authorizer;
    }
}
