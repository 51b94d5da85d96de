namespace Authz.Routes;

/// <summary>The routes of one path, by method.</summary>
internal sealed class MethodRoutes<TRoute>
    where TRoute : class
{
    private readonly TRoute?[] _routes = new TRoute?[RouteMethods.Count];

    public MethodRoutes(IEnumerable<KeyValuePair<RouteKey, TRoute>> routes)
    {
        foreach ((RouteKey key, TRoute route) in routes)
        {
            int index = key.Method == RouteMethods.Any ? RouteMethods.AnyIndex : RouteMethods.IndexOf(key.Method);
            if (_routes[index] is not null)
            {
                throw new ArgumentException($"Another route matches the same requests as '{key}'.", nameof(routes));
            }

            _routes[index] = route;
        }
    }

    /// <summary>The route of exactly this method, else the one of <c>ANY</c>, else null.</summary>
    public TRoute? Find(int method) => _routes[method] ?? _routes[RouteMethods.AnyIndex];
}
