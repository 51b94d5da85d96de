using Authz.AspNetCore.Principals;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The compiled options of a scheme: one version decides a request and reads its claims, even if the scheme is reloaded meanwhile.
/// </summary>
/// <param name="Engine">Decides.</param>
/// <param name="Claims">Reads the claims.</param>
internal sealed record CompiledScheme(ApiAuthorizerSnapshot Engine, ClaimsReader Claims);
