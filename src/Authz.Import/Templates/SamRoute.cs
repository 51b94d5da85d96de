using Authz.Definitions;

namespace Authz.Import.Templates;

/// <summary>A route that an event of a function makes.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Position">Where the event stands.</param>
/// <param name="Function">The function's logical id.</param>
/// <param name="Auth">What the event says about its authorizer; null for nothing.</param>
internal sealed record SamRoute(string Key, DefinitionPosition Position, string Function, DefinitionNode? Auth);
