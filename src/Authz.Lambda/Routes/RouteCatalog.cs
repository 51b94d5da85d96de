using System.Collections.Concurrent;

namespace Authz.Lambda.Routes;

/// <summary>The routes of a definition, as API Gateway's events and policies refer to them.</summary>
internal sealed class RouteCatalog
{
    private readonly ApiRoute[] _routes;
    private readonly Dictionary<string, ApiRoute> _routesByKey;
    private readonly ConcurrentDictionary<ApiRoute, bool> _rivals = new();

    public RouteCatalog(ApiAuthorizerSnapshot api)
    {
        _routes = [.. api.Routes.Where(route => route.Key.Text != RouteKey.ConnectText)];
        _routesByKey = _routes.ToDictionary(route => route.Key.Text, StringComparer.Ordinal);
        Groups = [.. _routes.GroupBy(DemandsOf)
            .Select(group => new RouteGroup(group.First().IdentitySource, RouteDependences.Of(group.First()), [.. group]))];
        IdentitySource[] identitySources = [.. Groups.Select(group => group.IdentitySource).OfType<IdentitySource>().Distinct()];
        OnlyIdentitySource = identitySources.Length == 1 ? identitySources[0] : null;
        ILookup<IdentitySourceKind, string> sources = api.Definition.Authorizers.Values
            .Select(authorizer => IdentitySource.Parse(authorizer.IdentitySource))
            .ToLookup(source => source.Kind, source => source.Name);
        TokenHeaders = [.. sources[IdentitySourceKind.Header].Distinct(StringComparer.OrdinalIgnoreCase)];
        ReadsQuery = sources[IdentitySourceKind.QueryString].Any() || api.Routes.Any(AsksForQuery);
    }

    /// <summary>The routes grouped by their requirements, without <c>$connect</c>, which only WebSocket APIs have.</summary>
    public IReadOnlyList<RouteGroup> Groups { get; }

    /// <summary>The identity source of every route that is not open; null if they have several.</summary>
    public IdentitySource? OnlyIdentitySource { get; }

    /// <summary>The headers in which some authorizer finds its token.</summary>
    public IReadOnlyList<string> TokenHeaders { get; }

    /// <summary>Whether some authorizer finds its token in the query, or some condition reads it.</summary>
    public bool ReadsQuery { get; }

    /// <summary>Whether every request has a route.</summary>
    public bool HasDefault => _routesByKey.ContainsKey(RouteKey.DefaultText);

    /// <summary>The route that an event names by its key; null if the definition has no such route.</summary>
    public ApiRoute? Find(string routeKey) => _routesByKey.GetValueOrDefault(routeKey);

    /// <summary>Whether some request of this route could be another route's of the definition.</summary>
    public bool HasRivals(ApiRoute route) => _rivals.GetOrAdd(
        route, static (route, routes) => Array.Exists(routes, other => other != route && other.Key.OverlapsAsPolicy(route.Key)), _routes);

    /// <summary>
    /// Whether the route, as API Gateway reads it, matches the request of an ARN: a variable is one segment, a greedy one the rest.
    /// </summary>
    public static bool Takes(RouteKey key, string method, string path)
    {
        if (!key.Methods.Contains(method))
        {
            return false;
        }

        string[] called = path[1..].Split('/');
        IReadOnlyList<RouteSegment> own = key.Segments;
        return key.IsDefault || (own.Count == 0
            ? path == "/"
            : (key.IsGreedy ? called.Length >= own.Count : called.Length == own.Count)
                && own.Zip(called).All(pair => pair.First.PolicyPattern == "*" || pair.First.PolicyPattern == pair.Second));
    }

    private static bool AsksForQuery(ApiRoute route) =>
        route.ConditionKeys.Any(key => key.StartsWith("request:querystring.", StringComparison.Ordinal));

    // No scope contains a space (RFC 6749 section 3.3). A route that asks for more than scopes stands alone.
    private static (string? Authorizer, string AnyOf, string AllOf, int Alone) DemandsOf(ApiRoute route)
    {
        RouteDefinition definition = route.Definition;
        bool isAlone = definition is not { Condition: null, StepUp: null } || RouteDependences.Of(route) > RouteDependence.Token;
        return (
            definition.Authorizer,
            string.Join(' ', definition.AuthorizationScopes),
            string.Join(' ', definition.AllScopes),
            isAlone ? route.Index : -1);
    }
}

/// <summary>Routes with the same requirements: their verdicts are always the same.</summary>
/// <param name="IdentitySource">The identity source of their authorizer; null if they are open.</param>
/// <param name="Dependence">What their verdicts depend on besides the token.</param>
/// <param name="Routes">The routes, at least one.</param>
internal sealed record RouteGroup(IdentitySource? IdentitySource, RouteDependence Dependence, IReadOnlyList<ApiRoute> Routes);
