using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// Which endpoint each route protects. Routing of ASP.NET Core ignores case and a final slash and reads escapes, ours does none of that:
/// only where both choose the same may a request go on.
/// </summary>
internal sealed class EndpointPairing
{
    private readonly FrozenDictionary<string, Endpoint> _endpoints;

    private EndpointPairing(IEnumerable<KeyValuePair<string, Endpoint>> endpoints) => _endpoints = endpoints.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Pairs every route with the one endpoint of its shape.</summary>
    /// <exception cref="ApiDefinitionException">Routes and endpoints cannot be paired one to one; the exception names every one that is left.</exception>
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

        List<KeyValuePair<string, Endpoint>> pairs = [];
        foreach (string key in definition.Routes.Keys.OrderBy(key => key == RouteShape.Default))
        {
            byShape.Remove(RouteShape.Of(key), out List<Endpoint>? candidates);
            if (candidates is [Endpoint endpoint])
            {
                pairs.Add(KeyValuePair.Create(key, endpoint));
            }
            else
            {
                problems.Add(Unpaired(key, candidates?.Count ?? 0));
            }
        }

        problems.AddRange(byShape.Values.SelectMany(left => left).Distinct().Select(Unprotected));
        return problems.Count == 0 ? new EndpointPairing(pairs) : throw new ApiDefinitionException(problems);
    }

    /// <summary>Whether this is the endpoint that the route protects.</summary>
    public bool Pairs(string routeKey, Endpoint? endpoint) =>
        endpoint is not null && _endpoints.TryGetValue(routeKey, out Endpoint? paired) && ReferenceEquals(paired, endpoint);

    /// <summary>Both pairings: while a definition is replaced, requests of the old and of the new one are under way.</summary>
    public EndpointPairing With(EndpointPairing other) =>
        new(_endpoints.Where(pair => !other._endpoints.ContainsKey(pair.Key)).Concat(other._endpoints));

    private static DefinitionProblem Unpaired(string key, int candidates)
    {
        string path = "/routes/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return candidates == 0
            ? new DefinitionProblem(path, 0, 0, $"No endpoint has the pattern and the method of '{key}'.", "Map such an endpoint, literals in the same case, or remove the route.")
            : new DefinitionProblem(path, 0, 0, $"{candidates} endpoints have the pattern and the method of '{key}'.", "Leave one of them; constraints do not tell them apart.");
    }

    private static DefinitionProblem Unprotected(Endpoint endpoint) => new(
        "/routes", 0, 0, $"The endpoint '{endpoint.DisplayName}' is no route's.", "Add a route of its pattern and methods; an open one says 'authorizationType: NONE'.");
}
