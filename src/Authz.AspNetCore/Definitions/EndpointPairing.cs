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
    private readonly FrozenDictionary<string, string> _routesByShape;

    // Routing has its own objects for the endpoints listed at start, so they are recognized by their shape, computed once.
    private readonly ConditionalWeakTable<Endpoint, string[]> _routesByEndpoint = [];

    private EndpointPairing(IEnumerable<KeyValuePair<string, string>> routesByShape) =>
        _routesByShape = routesByShape.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Pairs every route with the one endpoint of its shape.</summary>
    /// <exception cref="ApiDefinitionException">Routes and endpoints cannot be paired one to one; the exception names every one that is
    /// left.</exception>
    public static EndpointPairing Create(ApiDefinition definition, IEnumerable<Endpoint> endpoints)
    {
        List<DefinitionProblem> problems = [];
        Dictionary<string, List<Endpoint>> byShape = new(StringComparer.Ordinal);
        foreach (RouteEndpoint endpoint in endpoints.OfType<RouteEndpoint>())
        {
            foreach (string shape in RouteShape.Of(endpoint))
            {
                if (!byShape.TryGetValue(shape, out List<Endpoint>? sameShape))
                {
                    byShape.Add(shape, sameShape = []);
                }

                sameShape.Add(endpoint);
            }
        }

        List<KeyValuePair<string, string>> pairs = [];
        foreach (string key in definition.Routes.Keys.OrderBy(key => key == RouteShape.Default))
        {
            string shape = RouteShape.Of(key);
            byShape.Remove(shape, out List<Endpoint>? candidates);
            if (candidates?.Count == 1)
            {
                pairs.Add(KeyValuePair.Create(shape, key));
            }
            else
            {
                problems.Add(Unpaired(key, candidates?.Count ?? 0));
            }
        }

        problems.AddRange(byShape.Values.SelectMany(left => left).Distinct().Select(Unprotected));
        return problems.Count == 0 ? new EndpointPairing(pairs) : throw new ApiDefinitionException(problems);
    }

    /// <summary>Whether the route is the one that protects this endpoint.</summary>
    public bool Protects(string routeKey, Endpoint endpoint)
    {
        if (!_routesByEndpoint.TryGetValue(endpoint, out string[]? routes))
        {
            routes = _routesByEndpoint.GetValue(endpoint, FindRoutes);
        }

        foreach (string route in routes)
        {
            if (string.Equals(route, routeKey, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private string[] FindRoutes(Endpoint endpoint) => endpoint is RouteEndpoint route
        ? [.. RouteShape.Of(route).Select(shape => _routesByShape.GetValueOrDefault(shape)).OfType<string>()]
        : [];

    private static DefinitionProblem Unpaired(string key, int candidates)
    {
        string path = "/routes/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return candidates == 0
            ? new DefinitionProblem(
                path, 0, 0, $"No endpoint has the pattern and the method of '{key}'.",
                "Map such an endpoint, literals in the same case, or remove the route.")
            : new DefinitionProblem(
                path, 0, 0, $"{candidates} endpoints have the pattern and the method of '{key}'.",
                "Keep one of them; constraints do not distinguish them.");
    }

    private static DefinitionProblem Unprotected(Endpoint endpoint) => new(
        "/routes", 0, 0, $"The endpoint '{endpoint.DisplayName}' belongs to no route.",
        "Add a route with its pattern and methods; an open one has 'authorizationType: NONE'.");
}
