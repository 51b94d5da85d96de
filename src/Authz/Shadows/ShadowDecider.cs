using Authz.Binding;
using Authz.Clocks;
using Authz.Decisions;
using Authz.Targets;
using Authz.Verification;

namespace Authz.Shadows;

/// <summary>Decides requests by a shadow, after the definition in force: nothing changes by it, no proof is used up, and nobody waits.</summary>
internal sealed class ShadowDecider(Decider decider, TimeProvider time)
{
    private readonly SecondsClock _clock = new(time);

    /// <summary>
    /// What the shadow knows of a token that was just accepted, without looking at its characters again; null if that is not enough.
    /// </summary>
    /// <param name="own">The shadow's route.</param>
    /// <param name="accepted">The token.</param>
    public VerifiedToken? Recall(in ShadowRoute own, VerifiedToken accepted)
    {
        if (own.IsTwin)
        {
            return accepted;
        }

        TokenVerifier verifier = own.Route.Authorizer!.Tokens;
        return accepted.Beside is { } beside && ReferenceEquals(beside.Verifier, verifier) && verifier.IsInForce(beside.Token, _clock.Read())
            ? beside.Token
            : null;
    }

    /// <summary>Decides a request. A token that the same authorizer has just accepted is not read again.</summary>
    /// <param name="shadow">The shadow's definition.</param>
    /// <param name="twins">Of its authorizers, those in force that are the same.</param>
    /// <param name="request">The request.</param>
    /// <param name="enforced">The decision that counts.</param>
    /// <param name="accepted">The token that it has accepted; null for none.</param>
    /// <param name="pending">The keys that the shadow lacks and fetches; null if the decision is final.</param>
    public AuthorizationDecision Decide(
        CompiledApi shadow,
        Dictionary<CompiledAuthorizer, CompiledAuthorizer> twins,
        in AuthorizationRequest request,
        in AuthorizationDecision enforced,
        VerifiedToken? accepted,
        out PendingKeys? pending)
    {
        if (accepted is null
            || !CanonicalTarget.TryRead(request.Target, out RequestTarget target)
            || !shadow.TryFindRoute(request, target, out CompiledRoute? route, out _)
            || route.Authorizer is not { } authorizer
            || !ReferenceEquals(twins.GetValueOrDefault(authorizer), enforced.CompiledRoute!.Authorizer))
        {
            return decider.Decide(shadow, request, new DecisionPass { IsTrial = true, Vouched = accepted?.Key }, out pending);
        }

        pending = null;
        RefusalReason reason = RefusalReason.ScopeMissing;
        bool isMet = route.Scopes.AreMetBy(accepted.ScopesInPlace)
            && (route.Requirements is null || TokenChecks.MeetsRequirements(
                route.Requirements, request, target, new AcceptedToken(accepted), _clock.Read(), out reason));
        return isMet
            ? AuthorizationDecision.Allow(route, request.Target, enforced.Text, accepted, BindingVerdict.Met)
            : AuthorizationDecision.Refuse(reason, route, request.Target, enforced.Text);
    }

    /// <summary>The decision on a request that was held, now that its tools are known.</summary>
    public AuthorizationDecision Judge(in AuthorizationDecision held, in AuthorizationRequest request, RequestedTools tools) =>
        held.Judge(request, tools, _clock.Read());
}
