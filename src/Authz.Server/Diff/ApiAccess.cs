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
        LambdaAuthorizerDefinition? function =
            route.Authorizer is { } name ? definition.LambdaAuthorizers.GetValueOrDefault(name) : null;
        AuthorizerDefinition? authorizer =
            route.Authorizer is not null && function is null ? definition.Authorizers[route.Authorizer] : null;
        return new ComparedRoute(key, route, authorizer, function, CompatibilityProfile.Of(definition.Compatibility));
    }
}

/// <summary>A route of one of the two definitions, with the authorizer behind it.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Route">The route's requirements.</param>
/// <param name="Authorizer">Its JWT authorizer; null for any other route.</param>
/// <param name="Function">The Lambda authorizer that decides it; null for any other route.</param>
/// <param name="Profile">The rules of the definition's mode.</param>
internal sealed record ComparedRoute(
    string Key, RouteDefinition Route, AuthorizerDefinition? Authorizer, LambdaAuthorizerDefinition? Function, CompatibilityProfile Profile)
{
    /// <summary>Whether anyone may call it, be it without a token.</summary>
    public bool IsOpen => Route.AllowsAnonymous;
}
