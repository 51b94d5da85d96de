using System.Security.Claims;
using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>Requires scopes in the token. A requirement without scopes is never met.</summary>
public sealed class ScopeRequirement : IAuthorizationRequirement, IAuthorizationHandler
{
    private ScopeRequirement(IReadOnlyList<string> scopes, bool asksForAll)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        foreach (string? scope in scopes)
        {
            if (!IsScope(scope))
            {
                throw new ArgumentException($"'{scope}' is not a scope. Name each scope separately; none may be empty.", nameof(scopes));
            }
        }

        Scopes = [.. scopes.Distinct(StringComparer.Ordinal)];
        AsksForAll = asksForAll;
    }

    /// <summary>The scopes, compared byte for byte.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Whether all scopes are required; otherwise any one of them suffices.</summary>
    public bool AsksForAll { get; }

    /// <summary>The smallest set of scopes that suffices.</summary>
    internal IEnumerable<string> Sufficient => AsksForAll ? Scopes : Scopes.Take(1);

    /// <summary>Requires at least one of these scopes.</summary>
    /// <exception cref="ArgumentException">One of them is not a scope (RFC 6749 section 3.3).</exception>
    public static ScopeRequirement AnyOf(params IReadOnlyList<string> scopes) => new(scopes, asksForAll: false);

    /// <summary>Requires all of these scopes.</summary>
    /// <exception cref="ArgumentException">One of them is not a scope (RFC 6749 section 3.3).</exception>
    public static ScopeRequirement AllOf(params IReadOnlyList<string> scopes) => new(scopes, asksForAll: true);

    // Decides itself, as ASP.NET Core's own requirements do: a separate handler would be called for every requirement of every request.
    Task IAuthorizationHandler.HandleAsync(AuthorizationHandlerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsMetBy(context.User))
        {
            context.Succeed(this);
        }
        else if (context.Resource is HttpContext request && context.User.Identity?.IsAuthenticated == true)
        {
            IEnumerable<string> sufficient = context.Requirements.OfType<ScopeRequirement>().SelectMany(other => other.Sufficient);
            request.Features.Set(new MissingScopes(string.Join(' ', sufficient.Distinct(StringComparer.Ordinal))));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(AsksForAll ? "all" : "any")} of the scopes {string.Join(' ', Scopes)}";

    // RFC 6749 section 3.3: scope-token.
    private static bool IsScope(string? scope) =>
        !string.IsNullOrEmpty(scope) && scope.All(character => character is >= '!' and <= '~' and not ('"' or '\\'));

    // By one identity: scopes of two tokens together were granted to neither.
    private bool IsMetBy(ClaimsPrincipal user)
    {
        foreach (ClaimsIdentity identity in user.Identities)
        {
            if (IsMetBy(identity))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsMetBy(ClaimsIdentity identity)
    {
        foreach (string scope in Scopes)
        {
            if (IdentityScopes.Has(identity, scope) != AsksForAll)
            {
                return !AsksForAll;
            }
        }

        return AsksForAll && Scopes.Count > 0;
    }
}
