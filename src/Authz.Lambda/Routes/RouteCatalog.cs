using System.Collections.Concurrent;

namespace Authz.Lambda.Routes;

/// <summary>The routes of a definition, as API Gateway's events and policies refer to them.</summary>
internal sealed class RouteCatalog
{
    private readonly ApiDefinition _definition;
    private readonly Dictionary<string, RoutePattern> _patterns;
    private readonly ConcurrentDictionary<string, bool> _rivals = new(StringComparer.Ordinal);

    public RouteCatalog(ApiDefinition definition)
    {
        _definition = definition;
        _patterns = definition.Routes.Keys.Where(key => key != RoutePattern.ConnectKey)
            .ToDictionary(key => key, key => new RoutePattern(key), StringComparer.Ordinal);
        Groups = [.. _patterns.Values.GroupBy(pattern => DemandsOf(definition.Routes[pattern.RouteKey]))
            .Select(group => new RouteGroup(group.First().RouteKey, IdentitySourceOf(group.First().RouteKey), [.. group]))];
        IdentitySource[] identitySources = [.. Groups.Select(group => group.IdentitySource).OfType<IdentitySource>().Distinct()];
        OnlyIdentitySource = identitySources.Length == 1 ? identitySources[0] : null;
        QueryNames =
            [.. definition.Authorizers.Values.Select(authorizer => IdentitySource.Parse(authorizer.IdentitySource))
                .Where(source => source.Kind == IdentitySourceKind.QueryString).Select(source => source.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The routes grouped by their requirements, without <c>$connect</c>, which only WebSocket APIs have.</summary>
    public IReadOnlyList<RouteGroup> Groups { get; }

    /// <summary>The identity source of every route that is not open; null if they have several.</summary>
    public IdentitySource? OnlyIdentitySource { get; }

    /// <summary>The query parameters in which some authorizer finds its token.</summary>
    public IReadOnlyList<string> QueryNames { get; }

    /// <summary>Whether every request has a route.</summary>
    public bool HasDefault => _patterns.ContainsKey(RoutePattern.DefaultKey);

    public bool Contains(string routeKey) => _patterns.ContainsKey(routeKey);

    /// <summary>Whether the route, as API Gateway reads it, matches this request.</summary>
    public bool Takes(string routeKey, string method, string path) => _patterns[routeKey].Takes(method, path);

    /// <summary>Whether some request of this route could be another route's of the definition.</summary>
    public bool HasRivals(string routeKey) => _rivals.GetOrAdd(
        routeKey,
        static (key, patterns) => patterns.Values.Any(other => other.RouteKey != key && other.Intersects(patterns[key])),
        _patterns);

    /// <summary>The identity source of the route's authorizer; null if the route is open or unknown.</summary>
    public IdentitySource? IdentitySourceOf(string? routeKey) =>
        routeKey is not null && _definition.Routes.TryGetValue(routeKey, out RouteDefinition? route) && route.Authorizer is { } name
            ? IdentitySource.Parse(_definition.Authorizers[name].IdentitySource)
            : null;

    // No scope contains a space (RFC 6749 section 3.3).
    private static (string? Authorizer, string AnyOf, string AllOf) DemandsOf(RouteDefinition route) =>
        (route.Authorizer, string.Join(' ', route.AuthorizationScopes), string.Join(' ', route.AllScopes));
}
