using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Authz.Claims;
using Authz.Credentials;
using Authz.Explaining;
using Authz.Keys;
using Authz.Scopes;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>The ten steps of a request, in order; each refuses for its own reasons.</summary>
internal sealed class Decider(TimeProvider time)
{
    /// <summary>Decides a request; completes synchronously unless it must wait for an issuer's keys.</summary>
    public ValueTask<AuthorizationDecision> DecideAsync(CompiledApi api, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        AuthorizationDecision decision = Decide(api, request, rejected: default, trace: null, out PendingKeys? pending);
        return pending is null ? new(decision) : DecideAfterWaitAsync(api, request, pending, cancellationToken);
    }

    /// <summary>Decides a request without waiting for keys.</summary>
    public AuthorizationDecision Decide(CompiledApi api, in AuthorizationRequest request) =>
        Decide(api, request, rejected: default, trace: null, out _);

    /// <summary>Decides as <see cref="DecideAsync"/> does, and explains what each check expected and found.</summary>
    public async ValueTask<Explanation> ExplainAsync(CompiledApi api, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        DecisionTrace trace = new();
        AuthorizationDecision decision = Decide(api, request, rejected: default, trace, out PendingKeys? pending);
        PendingKeys? waited = null;
        while (IsNewWait(pending, waited))
        {
            waited = pending;
            trace = new DecisionTrace();
            await pending.Keys.WaitAsync(pending.Wait, cancellationToken).ConfigureAwait(false);
            decision = Decide(api, request, pending.Wait.Request.Rejected, trace, out pending);
        }

        return Explainer.Explain(new ExplainedRequest(api, request, decision, trace));
    }

    /// <summary>Explains a request without waiting for keys.</summary>
    public Explanation Explain(CompiledApi api, in AuthorizationRequest request)
    {
        DecisionTrace trace = new();
        AuthorizationDecision decision = Decide(api, request, rejected: default, trace, out _);
        return Explainer.Explain(new ExplainedRequest(api, request, decision, trace));
    }

    private async ValueTask<AuthorizationDecision> DecideAfterWaitAsync(
        CompiledApi api, AuthorizationRequest request, PendingKeys? pending, CancellationToken cancellationToken)
    {
        AuthorizationDecision decision;
        PendingKeys? waited;
        do
        {
            waited = pending!;
            await waited.Keys.WaitAsync(waited.Wait, cancellationToken).ConfigureAwait(false);
            decision = Decide(api, request, waited.Wait.Request.Rejected, trace: null, out pending);
        }
        while (IsNewWait(pending, waited));

        return decision;
    }

    // After the first set a token may wait for its key, and after its key for a new one of the same name; never twice for one reason.
    private static bool IsNewWait([NotNullWhen(true)] PendingKeys? pending, PendingKeys? waited) =>
        pending is not null && (waited is null || pending.Wait.Reason > waited.Wait.Reason);

    private AuthorizationDecision Decide(
        CompiledApi api, in AuthorizationRequest request, KeyMatch rejected, DecisionTrace? trace, out PendingKeys? pending)
    {
        pending = null;

        // 1. Target
        if (!CanonicalTarget.TryRead(request.Target, out RequestTarget target))
        {
            return AuthorizationDecision.Refuse(RefusalReason.TargetAmbiguous);
        }

        // 2. Route
        if (!api.TryFindRoute(request, target, out CompiledRoute? route, out RefusalReason reason))
        {
            return AuthorizationDecision.Refuse(reason, route, target.Raw);
        }

        if (route.Authorizer is not { } authorizer)
        {
            return DecideWithoutToken(route, target.Raw);
        }

        // 3. Identity source
        if (!authorizer.TryFindToken(request.Headers, target, out TokenText text, out reason))
        {
            return DecideMissing(route, request.Headers, target, reason);
        }

        // 4. Token remembered? An explanation verifies it anew.
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        if (trace is null && authorizer.Tokens.Recall(text.Characters, now) is { } token)
        {
            return DecideRemembered(route, target.Raw, text, token, now);
        }

        // 5. Split and read, 6. Key, 7. Signature, and the claims that a remembered token met once
        return authorizer.IsReadable(text, out reason)
            ? DecideFirstSight(route, target.Raw, text, now, rejected, trace, out pending)
            : AuthorizationDecision.Refuse(reason, route, target.Raw);
    }

    // An empty token, or another scheme, is a bad token: where none is required only the absence of the whole source passes.
    private static AuthorizationDecision DecideMissing(
        CompiledRoute route, HeaderSource headers, in RequestTarget target, RefusalReason reason) =>
        !route.Definition.TokenRequired && route.Authorizer!.IsTokenAbsent(headers, target)
            ? AuthorizationDecision.Allow(route, target.Raw)
            : AuthorizationDecision.Refuse(reason, route, target.Raw);

    // A route without a JWT authorizer is open, or its host has to ask a Lambda authorizer.
    private static AuthorizationDecision DecideWithoutToken(CompiledRoute route, string target) => route.Definition.IsOpen
        ? AuthorizationDecision.Allow(route, target)
        : AuthorizationDecision.Refuse(RefusalReason.Undecided, route, target);

    private static AuthorizationDecision DecideRemembered(
        CompiledRoute route, string target, TokenText text, VerifiedToken token, long now) =>
        IsSufficient(route, token.Times, token.ClockSkew, token.ScopesInPlace, now, out RefusalReason reason)
            ? AuthorizationDecision.Allow(route, target, text, token)
            : AuthorizationDecision.Refuse(reason, route, target, text);

    // Not inlined: the stack memory for reading a token would be set up for remembered tokens too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AuthorizationDecision DecideFirstSight(
        CompiledRoute route,
        string target,
        TokenText text,
        long now,
        KeyMatch rejected,
        DecisionTrace? trace,
        out PendingKeys? pending)
    {
        trace?.TakeToken(text, now);
        pending = null;
        Span<byte> characters = stackalloc byte[text.Length];
        if (!text.TryCopyTo(characters))
        {
            return AuthorizationDecision.Refuse(RefusalReason.TokenMalformed, route, target, text);
        }

        Span<byte> memory = stackalloc byte[TokenWorkspace.LengthFor(text.Length)];
        var workspace = new TokenWorkspace(characters, memory, stackalloc ulong[TokenWorkspace.NameCount]);
        TokenVerifier tokens = route.Authorizer!.Tokens;
        if (!tokens.TryVerify(workspace, now, rejected, trace, out AcceptedToken accepted, out TokenRefusal refusal))
        {
            pending = refusal.Pending;
            return AuthorizationDecision.Refuse(refusal, route, target, text);
        }

        if (trace is null)
        {
            accepted = tokens.Remember(text.Characters, accepted, now);
        }

        return IsSufficient(route, accepted.Times, accepted.ClockSkew, accepted.Scopes, now, out RefusalReason reason)
            ? AuthorizationDecision.Allow(route, target, text, accepted)
            : AuthorizationDecision.Refuse(reason, route, target, text);
    }

    // The last steps, the same for remembered and new tokens. Its arguments come separately: copied into one structure, they would
    // add a tenth to the decision on a remembered token.
    private static bool IsSufficient(
        CompiledRoute route, in TokenTimes times, long clockSkew, TokenScopes scopes, long now, out RefusalReason reason)
    {
        // 8. Claims, against the clock every time
        if (!LifetimeCheck.IsInForce(times, now, clockSkew, out reason))
        {
            return false;
        }

        // 9. Scopes; 10. Decision
        reason = RefusalReason.ScopeMissing;
        return route.Scopes.AreMetBy(scopes);
    }
}
