using Authz.AspNetCore.Principals;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// What a scheme's options were compiled to: what decides a request also reads its claims, though the scheme is reloaded meanwhile.
/// </summary>
/// <param name="Engine">Decides.</param>
/// <param name="Claims">Reads the claims.</param>
internal sealed record CompiledScheme(ApiAuthorizerSnapshot Engine, ClaimsReader Claims);
