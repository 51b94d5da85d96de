namespace Authz.AspNetCore;

/// <summary>The decision on a request that an API definition let through, among the request's features.</summary>
public sealed class ApiAuthorizationFeature
{
    internal ApiAuthorizationFeature(in AuthorizationDecision decision) => Decision = decision;

    /// <summary>The decision: route, path variables, and the token unless the route is open.</summary>
    public AuthorizationDecision Decision { get; }
}
