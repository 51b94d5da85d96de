using System.Security.Claims;
using Authz.AspNetCore.Principals;

namespace Authz.AspNetCore.Scopes;

/// <summary>The scopes of an identity: those of its verified token, or of its claims if another handler made it.</summary>
internal static class IdentityScopes
{
    private const string Scp = "scp";
    private const string Scope = "scope";

    // The name of scp when inbound claims are mapped.
    private const string MappedScp = "http://schemas.microsoft.com/identity/claims/scope";

    public static bool Has(ClaimsIdentity identity, string scope) => identity is TokenIdentity { Token: var token }
        ? token.HasScope(scope)
        : identity.IsAuthenticated && HasClaim(identity, scope);

    private static bool HasClaim(ClaimsIdentity identity, string scope)
    {
        string type = Array.Find(
            [Scp, MappedScp], name => identity.HasClaim(claim => string.Equals(claim.Type, name, StringComparison.Ordinal)))
            ?? Scope;
        return identity.Claims
            .Where(claim => string.Equals(claim.Type, type, StringComparison.Ordinal))
            .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Contains(scope, StringComparer.Ordinal);
    }
}
