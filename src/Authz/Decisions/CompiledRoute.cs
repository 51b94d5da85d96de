using Authz.Refusals;
using Authz.Routes;
using Authz.Scopes;
using Authz.Tokens;

namespace Authz.Decisions;

/// <summary>A route made ready: its authorizer, its required scopes, and the challenges of its refusals.</summary>
internal sealed class CompiledRoute
{
    private readonly string?[] _challenges = new string?[Enum.GetValues<RefusalReason>().Length];

    private readonly Uri? _errorUri;

    public CompiledRoute(
        RouteKey key, RouteDefinition definition, CompiledAuthorizer? authorizer, CompatibilityProfile profile, Uri? errorUri)
    {
        _errorUri = errorUri;
        Key = key;
        Definition = definition;
        Authorizer = authorizer;
        Profile = profile;
        Scopes = new RouteScopes(definition.AuthorizationScopes, definition.AllScopes);
    }

    public RouteKey Key { get; }

    public RouteDefinition Definition { get; }

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
