using Authz.Routes;
using Authz.Targets;

namespace Authz.Server.Diff;

/// <summary>Finds the route of a request in a definition, with the engine's own route table.</summary>
internal sealed class ApiAccess
{
    private readonly RouteTable<ComparedRoute> _routes;

    public ApiAccess(ApiDefinition definition)
    {
        Keys = [.. definition.Routes.Keys.Select(RouteKey.Parse)];
        _routes = new RouteTable<ComparedRoute>(Keys.Select(key => KeyValuePair.Create(key, Read(key.Text, definition))));
    }

    public IReadOnlyList<RouteKey> Keys { get; }

    /// <summary>The route of a request; null if every such request is refused.</summary>
    public ComparedRoute? Find(string method, string target) =>
        CanonicalTarget.TryRead(target, out RequestTarget read) && _routes.TryMatch(method, read, out ComparedRoute? route) &&
        (!read.HasEncodedSlash || route.Route.AllowEncodedSlash)
            ? route
            : null;

    private static ComparedRoute Read(string key, ApiDefinition definition)
    {
        RouteDefinition route = definition.Routes[key];
        LambdaAuthorizerDefinition? function = route.IsOpen ? null : definition.LambdaAuthorizers.GetValueOrDefault(route.Authorizer!);
        AuthorizerDefinition? authorizer = route.IsOpen || function is not null ? null : definition.Authorizers[route.Authorizer!];
        return new ComparedRoute(key, route, authorizer, function, CompatibilityProfile.Of(definition.Compatibility));
    }
}
