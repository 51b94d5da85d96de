namespace Authz.Lambda.Routes;

/// <summary>What an event asks the engine.</summary>
/// <param name="Called">The request to be decided.</param>
/// <param name="Bare">The same credentials without a path, to be decided for other routes by their keys.</param>
/// <param name="IsApiWider">Whether the event proves that the API has routes that the definition does not name.</param>
internal readonly record struct MappedRequest(AuthorizationRequest Called, AuthorizationRequest Bare, bool IsApiWider);
