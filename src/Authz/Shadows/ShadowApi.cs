using Authz.Decisions;
using Authz.Keys;
using Authz.Verification;

namespace Authz.Shadows;

/// <summary>A definition that is decided beside the one in force. Its decisions are compared and counted, and nothing else comes of them.</summary>
internal sealed class ShadowApi
{
    private readonly ShadowDecider _decider;
    private readonly IssuerKeysRegistry _keys;
    private readonly ShadowCounts _counts;

    // Of each route in force, the shadow's of the same key; null unless both have the same keys, so that each request matches the same one.
    private readonly ShadowRoute[]? _routes;

    // Of a shadow's authorizer, the one in force that is the same in all but the object.
    private readonly Dictionary<CompiledAuthorizer, CompiledAuthorizer> _twins;

    public ShadowApi(ShadowDecider decider, CompiledApi api, CompiledApi enforced, IssuerKeysRegistry keys, ShadowCounts counts)
    {
        _decider = decider;
        _keys = keys;
        _counts = counts;
        Api = api;
        Dictionary<string, CompiledAuthorizer> inForce = new(StringComparer.Ordinal);
        foreach ((string identity, CompiledAuthorizer authorizer) in AuthorizersOf(enforced))
        {
            inForce.TryAdd(identity, authorizer);
        }

        _twins = AuthorizersOf(api)
            .Where(one => inForce.ContainsKey(one.Identity))
            .DistinctBy(one => one.Authorizer)
            .ToDictionary(one => one.Authorizer, one => inForce[one.Identity]);
        bool haveSameKeys = api.Listed.Count == enforced.Listed.Count && enforced.RoutesByKey.Keys.All(api.RoutesByKey.ContainsKey);
        _routes = haveSameKeys ? [.. enforced.Listed.Select(route => Pair(enforced.RoutesByKey[route.Key.Text]))] : null;
    }

    public CompiledApi Api { get; }

    /// <summary>Whether two authorizers accept the same tokens, and read the same in them.</summary>
    private bool IsTwin(CompiledAuthorizer own, CompiledAuthorizer? enforced) =>
        _twins.TryGetValue(own, out CompiledAuthorizer? twin) && ReferenceEquals(twin, enforced);

    /// <summary>Decides a request that has been decided, and counts whether the verdicts differ. Never throws.</summary>
    /// <param name="request">The request.</param>
    /// <param name="enforced">The decision that counts.</param>
    /// <param name="tools">What the request calls, as read for that decision; null if it was not asked.</param>
    // A listener of metrics is foreign code. Whatever goes wrong here, the request has its answer.
#pragma warning disable CA1031
    public void Observe(in AuthorizationRequest request, in AuthorizationDecision enforced, RequestedTools? tools)
    {
        if (AllowsToo(enforced))
        {
            _counts.Agree();
            return;
        }

        try
        {
            VerifiedToken? accepted = enforced.Token;
            AuthorizationDecision decision = _decider.Decide(Api, _twins, request, enforced, accepted, out PendingKeys? pending);
            decision = decision.IsHeld && tools is { } read ? _decider.Judge(decision, request, read) : decision;
            if (pending is not null || decision.IsHeld || IsLeftToFunction(decision) || IsLeftToFunction(enforced))
            {
                _counts.Skip();
            }
            else
            {
                _counts.Add(enforced, decision, accepted);
                Note(enforced, decision);
            }
        }
        catch (Exception)
        {
            _counts.Skip();
        }
    }
#pragma warning restore CA1031

    public ShadowReport Report() => _counts.Report(Api.Definition, [.. _keys.Issuers.Select(keys => keys.GetStatus())]);

    // Nearly every request: its token is remembered and the shadow has accepted it before, so that only scopes are left to ask.
    private bool AllowsToo(in AuthorizationDecision enforced)
    {
        if (_routes is null || enforced.RememberedToken is not { } token)
        {
            return false;
        }

        ref readonly ShadowRoute own = ref _routes[enforced.CompiledRoute!.Route.Index];
        return own.AsksForScopesOnly && _decider.Recall(own, token) is { } accepted && own.Route.Scopes.AreMetBy(accepted.ScopesInPlace);
    }

    // Kept with the token, so that it is looked up once.
    private static void Note(in AuthorizationDecision enforced, in AuthorizationDecision own)
    {
        if (enforced.RememberedToken is { } token && own.RememberedToken is { } accepted && own.CompiledRoute!.Authorizer is { } authorizer)
        {
            token.Beside = new TokenBeside(authorizer.Tokens, accepted);
        }
    }

    private ShadowRoute Pair(CompiledRoute enforced)
    {
        CompiledRoute own = Api.RoutesByKey[enforced.Key.Text];
        bool isTwin = own.Authorizer is { } authorizer && IsTwin(authorizer, enforced.Authorizer);
        bool isPlain = own is { Requirements: null, Tools: null, Authorizer: not null } && enforced is { Authorizer: not null }
            && own.Definition.AllowEncodedSlash == enforced.Definition.AllowEncodedSlash;
        bool readsSame = isTwin || (own.Authorizer is { Binding: null, Revocation: null } mine && enforced.Authorizer is { Binding: null } theirs
            && mine.IdentitySource == theirs.IdentitySource);
        return new ShadowRoute(own, isTwin, isPlain && readsSame);
    }

    // No function is called for a comparison, so what it would say is not known.
    private static bool IsLeftToFunction(in AuthorizationDecision decision) =>
        decision is { Reason: RefusalReason.Undecided, Outcome: AuthorizationOutcome.Unavailable };

    private static IEnumerable<(string Identity, CompiledAuthorizer Authorizer)> AuthorizersOf(CompiledApi api) =>
        from route in api.RoutesByKey.Values
        where route.Authorizer is not null
        group route by route.Authorizer into routes
        select (IdentityOf(routes.First(), api.Definition.Compatibility), routes.Key);

    // Equal texts mean equal rules: the same members, the same claims noted in the same places.
    private static string IdentityOf(CompiledRoute route, CompatibilityMode mode)
    {
        ApiDefinition alone = new()
        {
            Compatibility = mode,
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["one"] = route.Route.Authorizer! },
            Routes = new Dictionary<string, RouteDefinition>(),
        };
        return Convert.ToBase64String(ApiDefinitionWriter.Write(alone)) + route.Authorizer!.Claims.Identity;
    }
}
