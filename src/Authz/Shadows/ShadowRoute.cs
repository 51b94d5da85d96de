using Authz.Decisions;

namespace Authz.Shadows;

/// <summary>The shadow's route for the requests of a route in force.</summary>
/// <param name="Route">The shadow's.</param>
/// <param name="IsTwin">Whether the two authorizers accept the same tokens, so that one answer does for both.</param>
/// <param name="AsksForScopesOnly">Whether a token that both accept is asked for nothing but scopes.</param>
internal readonly record struct ShadowRoute(CompiledRoute Route, bool IsTwin, bool AsksForScopesOnly);
