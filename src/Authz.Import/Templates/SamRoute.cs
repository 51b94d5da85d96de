using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>A route defined by an event of a function.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Position">The event's place.</param>
/// <param name="Function">The function's logical id.</param>
/// <param name="Properties">The event's other properties; null for none.</param>
internal sealed record SamRoute(string Key, DefinitionPosition Position, string Function, DefinitionNode? Properties)
{
    /// <summary>The event's authorizer settings; null for none, also if they are empty, as for SAM.</summary>
    public DefinitionNode? Auth => Properties.Get("Auth") is { Members.Count: > 0 } auth ? auth : null;
}
