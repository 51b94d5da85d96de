using Authz.Refusals;
using Authz.Scopes;
using Authz.Tokens;

namespace Authz.Decisions;

/// <summary>A route made ready: its authorizer, its required scopes, and the challenges of its refusals.</summary>
internal sealed class CompiledRoute
{
    private readonly string?[] _challenges = new string?[Enum.GetValues<RefusalReason>().Length];

    private readonly Uri? _errorUri;

    public CompiledRoute(ApiRoute route, CompiledAuthorizer? authorizer, CompatibilityProfile profile, Uri? errorUri)
    {
        _errorUri = errorUri;
        Route = route;
        Authorizer = authorizer;
        Profile = profile;
        Scopes = new RouteScopes(route.Definition.AuthorizationScopes, route.Definition.AllScopes);
    }

    /// <summary>The route as hosts see it.</summary>
    public ApiRoute Route { get; }

    public RouteKey Key => Route.Key;

    public RouteDefinition Definition => Route.Definition;

    /// <summary>The JWT authorizer; null if the route is open or a function decides it.</summary>
    public CompiledAuthorizer? Authorizer { get; }

    public CompatibilityProfile Profile { get; }

    public RouteScopes Scopes { get; }

    /// <summary>The challenge of a refusal; the same text for each refusal of one kind, so it is written once.</summary>
    public string? Challenge(RefusalReason reason, JwsAlgorithm algorithm, bool hasDiscoveryFailed)
    {
        if (Profile.ChallengesAsService)
        {
            return ChallengeWriter.WriteAws(reason, Scopes.Listed, algorithm, hasDiscoveryFailed);
        }

        return _challenges[(int)reason] ??= ChallengeWriter.WriteStandard(reason, Scopes.Sufficient, _errorUri);
    }
}
