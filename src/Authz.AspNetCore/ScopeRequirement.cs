using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>Asks for scopes in the token. A requirement that names none is met by nobody.</summary>
public sealed class ScopeRequirement : IAuthorizationRequirement
{
    private ScopeRequirement(IReadOnlyList<string> scopes, bool asksForAll)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        Scopes = [.. scopes.Where(scope => !string.IsNullOrWhiteSpace(scope)).Distinct(StringComparer.Ordinal)];
        AsksForAll = asksForAll;
    }

    /// <summary>The scopes, compared byte for byte.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Whether every scope is asked for; otherwise any one of them suffices.</summary>
    public bool AsksForAll { get; }

    /// <summary>The smallest set of scopes that suffices.</summary>
    internal IEnumerable<string> Sufficient => AsksForAll ? Scopes : Scopes.Take(1);

    /// <summary>Asks for at least one of these scopes.</summary>
    public static ScopeRequirement AnyOf(params IReadOnlyList<string> scopes) => new(scopes, asksForAll: false);

    /// <summary>Asks for every one of these scopes.</summary>
    public static ScopeRequirement AllOf(params IReadOnlyList<string> scopes) => new(scopes, asksForAll: true);

    /// <inheritdoc/>
    public override string ToString() => $"{(AsksForAll ? "all" : "any")} of the scopes {string.Join(' ', Scopes)}";
}
