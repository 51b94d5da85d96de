namespace Authz.AspNetCore.Definitions;

/// <summary>One version of the definition, used for a whole request, even if the definition is replaced meanwhile.</summary>
/// <param name="Engine">Decides.</param>
/// <param name="Pairing">Which endpoint each route protects; null before the endpoints are known, when no request may pass.</param>
/// <param name="Cors">The cross-origin rules; null if the definition has no <c>cors</c>.</param>
internal sealed record DefinitionVersion(ApiAuthorizerSnapshot Engine, EndpointPairing? Pairing, DefinitionCors? Cors);
