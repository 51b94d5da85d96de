using Authz.Conditions;
using Authz.Scopes;

namespace Authz.Tools;

/// <summary>A tool's entry, made ready for decisions.</summary>
/// <param name="definition">The entry.</param>
/// <param name="route">The tool's route.</param>
/// <param name="condition">The entry's condition; null if it has none.</param>
internal sealed class RouteTool(ToolDefinition definition, RouteDefinition route, CompiledCondition? condition)
{
    private readonly RouteScopes _scopes = new(definition.AuthorizationScopes, definition.AllScopes);

    /// <summary>The smallest set of scopes that suffices for the tool and its route.</summary>
    public IReadOnlyList<string> Sufficient { get; } = SmallestSet.Of(
        [route.AuthorizationScopes, definition.AuthorizationScopes], [.. route.AllScopes, .. definition.AllScopes]);

    /// <summary>What must hold besides; null if nothing.</summary>
    public CompiledCondition? Condition => condition;

    /// <summary>Whether the token has the scopes that the tool asks for beyond its route.</summary>
    public bool IsMetBy(TokenScopes scopes) => _scopes.AreMetBy(scopes);
}
