namespace Authz.Lambda.Routes;

/// <summary>An event's questions to the engine.</summary>
/// <param name="Called">The request to decide.</param>
/// <param name="Bare">The same credentials without a path, for deciding other routes by their keys.</param>
/// <param name="IsApiWider">Whether the event proves that the API has routes that the definition does not name.</param>
internal readonly record struct MappedRequest(AuthorizationRequest Called, AuthorizationRequest Bare, bool IsApiWider);
