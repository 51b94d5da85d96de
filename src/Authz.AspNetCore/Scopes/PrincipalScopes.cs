using System.Security.Claims;
using Authz.AspNetCore.Principals;

namespace Authz.AspNetCore.Scopes;

/// <summary>The scopes of a principal: those of its verified token, or of the claims of an identity that was made elsewhere.</summary>
internal static class PrincipalScopes
{
    private const string Scp = "scp";
    private const string Scope = "scope";

    // What scp is called where inbound claims are mapped.
    private const string MappedScp = "http://schemas.microsoft.com/identity/claims/scope";

    public static bool Has(ClaimsPrincipal principal, string scope)
    {
        foreach (ClaimsIdentity identity in principal.Identities)
        {
            if (identity is TokenIdentity { Token: var token }
                ? token.HasScope(scope)
                : identity.IsAuthenticated && HasClaim(identity, scope))
            {
                return true;
            }
        }

        return false;
    }

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
