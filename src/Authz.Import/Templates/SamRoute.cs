using Authz.Definitions.Tree;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>A route that an event of a function makes.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Position">Where the event stands.</param>
/// <param name="Function">The function's logical id.</param>
/// <param name="Properties">What else the event says; null for nothing.</param>
internal sealed record SamRoute(string Key, DefinitionPosition Position, string Function, DefinitionNode? Properties)
{
    /// <summary>What the event says about its authorizer; null for nothing.</summary>
    public DefinitionNode? Auth => Properties.Get("Auth");
}
