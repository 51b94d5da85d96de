using Authz.Scopes;

namespace Authz.Tools;

/// <summary>A tool's entry, made ready for decisions.</summary>
internal sealed class RouteTool(ToolDefinition definition, RouteDefinition route)
{
    private readonly RouteScopes _scopes = new(definition.AuthorizationScopes, definition.AllScopes);

    /// <summary>The smallest set of scopes that suffices for the tool and its route.</summary>
    public IReadOnlyList<string> Sufficient { get; } = SmallestSet.Of(
        [route.AuthorizationScopes, definition.AuthorizationScopes], [.. route.AllScopes, .. definition.AllScopes]);

    /// <summary>Whether the token has what the tool asks for beyond its route.</summary>
    public bool IsMetBy(TokenScopes scopes) => _scopes.AreMetBy(scopes);
}
