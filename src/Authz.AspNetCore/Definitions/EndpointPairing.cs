using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// Which endpoint each route protects. ASP.NET Core's routing ignores case and a final slash and reads escapes; ours does none of that:
/// a request may continue only if both choose the same.
/// </summary>
internal sealed class EndpointPairing
{
    // What $default protects: the endpoint of a fallback.
    private const string FallbackKey = "ANY /{path+}";

    private readonly FrozenDictionary<string, int[]> _routesByShape;

    // Routing has its own objects for the endpoints listed at start, so they are recognized by their shape, computed once.
    private readonly ConditionalWeakTable<Endpoint, int[]> _routesByEndpoint = [];

    private EndpointPairing(IEnumerable<(string Shape, int Route)> pairs) => _routesByShape =
        pairs.GroupBy(pair => pair.Shape, pair => pair.Route, StringComparer.Ordinal)
            .ToFrozenDictionary(routes => routes.Key, routes => routes.ToArray(), StringComparer.Ordinal);

    /// <summary>
    /// Pairs every route with the one endpoint of its shape; a route of one method without such an endpoint with the one that takes every
    /// method, as a health check does, which the definition then narrows.
    /// </summary>
    /// <exception cref="ApiDefinitionException">Routes and endpoints cannot be paired one to one; the exception names every one that is
    /// left.</exception>
    public static EndpointPairing Create(ApiDefinition definition, IEnumerable<Endpoint> endpoints)
    {
        List<DefinitionProblem> problems = [];
        ILookup<string?, Endpoint> byShape = endpoints.OfType<RouteEndpoint>()
            .SelectMany(EndpointRouteKeys.Of, (endpoint, key) => (Endpoint: (Endpoint)endpoint, key?.Shape))
            .ToLookup(pair => pair.Shape, pair => pair.Endpoint, StringComparer.Ordinal);
        List<(string Shape, int Route)> pairs = [];
        HashSet<string?> shapes = new(StringComparer.Ordinal);
        HashSet<string?> claimed = new(StringComparer.Ordinal);
        foreach ((string text, int index) in definition.Routes.Keys.Select((text, index) => (text, index))
            .OrderBy(route => route.text == RouteKey.DefaultText))
        {
            if (!RouteKey.TryParse(text, out RouteKey? key, out string? problem))
            {
                problems.Add(new DefinitionProblem(PointerTo(text), 0, 0, problem, "Write a route key such as 'GET /pets/{id}'."));
                continue;
            }

            string shape = key.IsDefault ? RouteKey.Parse(FallbackKey).Shape : key.Shape;
            string everyMethod = key.HasPath ? RouteKey.Parse($"{RouteMethods.Any} {key.Path}").Shape : shape;
            bool isNarrowed = !byShape.Contains(shape) && byShape[everyMethod].Count() == 1;
            string paired = isNarrowed ? everyMethod : shape;
            claimed.Add(paired);
            int candidates = shapes.Add(shape) ? byShape[paired].Count() : 0;
            if (candidates == 1)
            {
                pairs.Add((paired, index));
            }
            else
            {
                problems.Add(Unpaired(text, candidates));
            }
        }

        problems.AddRange(byShape.Where(same => !claimed.Contains(same.Key)).SelectMany(same => same).Distinct().Select(Unprotected));
        return problems.Count == 0 ? new EndpointPairing(pairs) : throw new ApiDefinitionException(problems);
    }

    /// <summary>Whether the route is the one that protects this endpoint.</summary>
    public bool Protects(ApiRoute route, Endpoint endpoint)
    {
        if (!_routesByEndpoint.TryGetValue(endpoint, out int[]? routes))
        {
            routes = _routesByEndpoint.GetValue(endpoint, FindRoutes);
        }

        return Array.IndexOf(routes, route.Index) >= 0;
    }

    private int[] FindRoutes(Endpoint endpoint)
    {
        List<int> routes = [];
        foreach (RouteKey? key in endpoint is RouteEndpoint route ? EndpointRouteKeys.Of(route) : [])
        {
            if (key is not null && _routesByShape.TryGetValue(key.Shape, out int[]? paired))
            {
                routes.AddRange(paired);
            }
        }

        return [.. routes];
    }

    private static DefinitionProblem Unpaired(string key, int candidates) => candidates == 0
        ? new DefinitionProblem(
            PointerTo(key), 0, 0, $"No endpoint has the pattern and the method of '{key}'.",
            "Map such an endpoint, literals in the same case, or remove the route.")
        : new DefinitionProblem(
            PointerTo(key), 0, 0, $"{candidates} endpoints have the pattern and the method of '{key}'.",
            "Keep one of them; constraints do not distinguish them.");

    private static DefinitionProblem Unprotected(Endpoint endpoint)
    {
        string[] keys = endpoint is RouteEndpoint { RoutePattern.Parameters.Count: 0 } route
            ? [.. EndpointRouteKeys.Of(route).OfType<RouteKey>().Select(key => key.Text)]
            : [];
        return new DefinitionProblem(
            "/routes", 0, 0, $"The endpoint '{endpoint.DisplayName}' belongs to no route.",
            (keys.Length == 0 ? "Add a route with its pattern and methods" : $"Add the route '{string.Join("', '", keys)}'")
            + "; an open one has 'authorizationType: NONE'.");
    }

    private static string PointerTo(string key) => DefinitionProblem.PointerTo("routes", key);
}
