using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Maps the access to operations, and the document's security schemes to authorizers.</summary>
internal sealed class OpenApiSecurity
{
    private const string AuthExtension = "x-amazon-apigateway-auth";

    private static readonly string[] s_authMembers = ["type"];

    private readonly DefinitionNode _root;
    private readonly LocalReference _references;
    private readonly ImportReport _report;
    private readonly IReadOnlyCollection<string> _defined;
    private readonly Dictionary<string, DefinitionNode?> _authorizers = new(StringComparer.Ordinal);

    public OpenApiSecurity(DefinitionNode root, LocalReference references, ImportReport report, IReadOnlyCollection<string> defined)
    {
        _root = root;
        _references = references;
        _report = report;
        _defined = defined;
        if (_root.Get("components", "securitySchemes") is { Kind: not DefinitionNodeKind.Object } schemes)
        {
            report.Refuse(schemes.Position, "'securitySchemes' must be a map of named schemes.", "Write names and schemes below it.");
        }
    }

    private IReadOnlyList<DefinitionMember> Schemes => _root.Get("components", "securitySchemes")?.Members ?? [];

    /// <summary>Whether an extension of the operation decides about access, apart from its security requirements.</summary>
    public static bool HasExtension(OpenApiOperation operation) =>
        operation.Value.Members.Any(member => member.Name.StartsWith(AuthExtension, StringComparison.Ordinal));

    /// <summary>The access to an operation; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(OpenApiOperation operation)
    {
        if (FindUnknownExtension(operation) is { } unknown)
        {
            _report.Refuse(unknown.NamePosition, $"'{unknown.Name}' is not read at an operation.", "Write 'security', or remove it.");
            return null;
        }

        DefinitionNode? auth = operation.Value.Find(AuthExtension)?.Value;
        if (!KnownMembers.Check(auth, $"'{AuthExtension}'", _report, s_authMembers))
        {
            return null;
        }

        switch (auth.Get("type"))
        {
            case null:
            case { Kind: DefinitionNodeKind.String } none when none.Text.Equals("NONE", StringComparison.OrdinalIgnoreCase):
                return AccessOf(operation.Security ?? _root.Find("security")?.Value, isOwn: operation.Security is not null);
            case { Kind: DefinitionNodeKind.String, Text: "AWS_IAM" }:
                return RouteAccess.Iam;
            case { } type:
                _report.RefuseUnsupported(
                    type.Position, $"Authorization by '{type.Text}' is not supported.", "Use a JWT authorizer for the operation.");
                return null;
        }
    }

    /// <summary>Adds the authorizers; of a scheme that no operation uses and that cannot be one there is a notice.</summary>
    public void AddAuthorizers(ApiTreeBuilder api)
    {
        foreach (DefinitionMember scheme in Schemes.Where(scheme => _defined.Contains(scheme.Name)))
        {
            AuthzExtension.RefuseIn(scheme.Value, "at a scheme whose authorizer the template defines", _report);
        }

        foreach (DefinitionMember scheme in Schemes.Where(scheme => !_defined.Contains(scheme.Name)))
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
            else if (OpenApiScheme.IsIam(scheme.Value))
            {
                AuthzExtension.RefuseIn(scheme.Value, "at a scheme that asks for IAM", _report);
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

    // Extensions of this prefix decide about access; one that nobody reads might have closed the operation.
    private static DefinitionMember? FindUnknownExtension(OpenApiOperation operation) => operation.Value.Members.FirstOrDefault(member =>
        member.Name.StartsWith(AuthExtension, StringComparison.Ordinal) && member.Name != AuthExtension);

    private RouteAccess? AccessOf(DefinitionNode? security, bool isOwn)
    {
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

        return security.Items is [DefinitionNode requirement] ? AccessOf(requirement, security)
            : isOwn ? RouteAccess.OpenAsStated : RouteAccess.Open;
    }

    private RouteAccess? AccessOf(DefinitionNode requirement, DefinitionNode security)
    {
        if (requirement is { Kind: DefinitionNodeKind.Object, Members.Count: 0 })
        {
            return RouteAccess.OpenAsStated;
        }

        if (requirement.Members is not [DefinitionMember scheme])
        {
            _report.Refuse(security.Position, "A security requirement must name exactly one scheme.", "Name one scheme with its scopes.");
            return null;
        }

        if (!KnownMembers.CheckList(scheme.Value, $"The requirement of '{scheme.Name}'", _report))
        {
            return null;
        }

        if (!_defined.Contains(scheme.Name))
        {
            DefinitionNode? found = _root.Get("components", "securitySchemes", scheme.Name);
            if (OpenApiScheme.IsIam(found))
            {
                return RouteAccess.Iam;
            }

            if (Authorizer(scheme, found) is null)
            {
                return null;
            }
        }

        return new RouteAccess(DefinitionNode.String(scheme.Name, scheme.NamePosition), scheme.Value.AsStrings());
    }

    private DefinitionNode? Authorizer(DefinitionMember requirement, DefinitionNode? scheme)
    {
        if (scheme is null)
        {
            _report.Refuse(
                requirement.NamePosition,
                $"There is no security scheme '{requirement.Name}'; the service would drop the route or leave it open.",
                NearestName.Find(requirement.Name, Schemes.Select(member => member.Name).Concat(_defined)) is { } meant
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
