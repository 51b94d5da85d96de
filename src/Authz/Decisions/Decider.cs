using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Authz.Binding;
using Authz.Claims;
using Authz.Clocks;
using Authz.Credentials;
using Authz.Explaining;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>The ten steps of a request, in order; each refuses for its own reasons.</summary>
internal sealed class Decider(TimeProvider time)
{
    private readonly SecondsClock _clock = new(time);

    /// <summary>Decides a request; completes synchronously unless it must wait for an issuer's keys, for tools, or for the fleet.</summary>
    public ValueTask<AuthorizationDecision> DecideAsync(CompiledApi api, in AuthorizationRequest request, CancellationToken cancellationToken)
    {
        AuthorizationDecision decision = Decide(api, request, DecisionPass.First, out PendingKeys? pending);
        if (pending is not null)
        {
            return DecideAfterWaitAsync(api, request, pending, cancellationToken);
        }

        if (decision.IsOpen)
        {
            return Finish(api, decision, request, cancellationToken);
        }

        api.Observe?.Invoke(request, decision, tools: null);
        return new(decision);
    }

    /// <summary>
    /// Decides a request without waiting for keys, for its host to say which tools it calls, or for the fleet: a proof that the fleet should
    /// be asked about is refused.
    /// </summary>
    public AuthorizationDecision Decide(CompiledApi api, in AuthorizationRequest request)
    {
        AuthorizationDecision decision = Decide(api, request, DecisionPass.First, out PendingKeys? pending);
        RequestedTools? tools = decision.IsHeld ? ReadToolsAtOnce(decision, request) : null;
        decision = tools is { } read ? decision.Judge(request, read, _clock.Read()) : decision;
        if (pending is null)
        {
            api.Observe?.Invoke(request, decision, tools);
        }

        return decision;
    }

    /// <summary>Decides as <see cref="DecideAsync"/> does, and explains what each check expected and found.</summary>
    public async ValueTask<Explanation> ExplainAsync(CompiledApi api, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        DecisionTrace trace = new();
        AuthorizationDecision decision = Decide(api, request, new DecisionPass { Trace = trace }, out PendingKeys? pending);
        PendingKeys? waited = null;
        while (IsNewWait(pending, waited))
        {
            waited = pending;
            trace = new DecisionTrace();
            await pending.Keys.WaitAsync(pending.Wait, cancellationToken).ConfigureAwait(false);
            decision = Decide(api, request, new DecisionPass { Rejected = pending.Wait.Request.Rejected, Trace = trace }, out pending);
        }

        RequestedTools tools = decision.IsHeld ? await request.Tools.ReadAsync(decision.Route!, cancellationToken).ConfigureAwait(false) : default;
        return Explainer.Explain(new ExplainedRequest(api, request, decision.IsHeld ? decision.Judge(request, tools, _clock.Read()) : decision, trace, tools));
    }

    /// <summary>Explains a request without waiting for keys.</summary>
    public Explanation Explain(CompiledApi api, in AuthorizationRequest request)
    {
        DecisionTrace trace = new();
        AuthorizationDecision decision = Decide(api, request, new DecisionPass { Trace = trace }, out _);
        RequestedTools tools = decision.IsHeld ? ReadToolsAtOnce(decision, request) : default;
        return Explainer.Explain(new ExplainedRequest(api, request, decision.IsHeld ? decision.Judge(request, tools, _clock.Read()) : decision, trace, tools));
    }

    // 9. The last of it: the tools, of which the host is asked once and not before all else held; then whether another replica has seen
    // the proof. Most hosts have the body by now, and few have a fleet: nothing is kept for those that would have to wait.
    private ValueTask<AuthorizationDecision> Finish(
        CompiledApi api, in AuthorizationDecision open, in AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (!open.IsHeld)
        {
            return ShareAsync(api, open, request, tools: null);
        }

        ValueTask<RequestedTools> reading = request.Tools.ReadAsync(open.Route!, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return JudgeAsync(api, open, request, reading);
        }

        RequestedTools tools = reading.Result;
        return Answer(api, open.Judge(request, tools, _clock.Read()), request, tools);
    }

    private async ValueTask<AuthorizationDecision> JudgeAsync(
        CompiledApi api, AuthorizationDecision held, AuthorizationRequest request, ValueTask<RequestedTools> reading)
    {
        RequestedTools tools = await reading.ConfigureAwait(false);
        return await Answer(api, held.JudgeAfterWait(request, tools, _clock.Read()), request, tools).ConfigureAwait(false);
    }

    private static ValueTask<AuthorizationDecision> Answer(
        CompiledApi api, in AuthorizationDecision judged, in AuthorizationRequest request, RequestedTools tools) =>
        judged.IsOpen ? ShareAsync(api, judged, request, tools) : new(Observed(api, request, judged, tools));

    // Whoever lost patience has no decision, but his proof is not taken half.
    private static async ValueTask<AuthorizationDecision> ShareAsync(
        CompiledApi api, AuthorizationDecision decision, AuthorizationRequest request, RequestedTools? tools)
    {
        bool isUnused = await decision.Unshared!.TryUseAsync().ConfigureAwait(false);
        return Observed(api, request, decision.Share(isUnused), tools);
    }

    private static AuthorizationDecision Observed(
        CompiledApi api, in AuthorizationRequest request, in AuthorizationDecision decision, RequestedTools? tools)
    {
        api.Observe?.Invoke(request, decision, tools);
        return decision;
    }

    // What is not known yet is not known: it is refused.
    private static RequestedTools ReadToolsAtOnce(in AuthorizationDecision held, in AuthorizationRequest request)
    {
        ValueTask<RequestedTools> reading = request.Tools.ReadAsync(held.Route!, CancellationToken.None);
        return reading.IsCompletedSuccessfully ? reading.Result : default;
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
            decision = Decide(api, request, new DecisionPass { Rejected = waited.Wait.Request.Rejected }, out pending);
        }
        while (IsNewWait(pending, waited));

        return decision.IsOpen
            ? await Finish(api, decision, request, cancellationToken).ConfigureAwait(false)
            : Observed(api, request, decision, tools: null);
    }

    // After the first set a token may wait for its key, and after its key for a new one of the same name; never twice for one reason.
    private static bool IsNewWait([NotNullWhen(true)] PendingKeys? pending, PendingKeys? waited) =>
        pending is not null && (waited is null || pending.Wait.Reason > waited.Wait.Reason);

    /// <summary>Decides a request once, without waiting for anything; on a route with tools it is held until they are known.</summary>
    /// <param name="api">The definition.</param>
    /// <param name="request">The request.</param>
    /// <param name="pass">Why it is looked at.</param>
    /// <param name="pending">A fetch of keys that may change the decision; null if it is final.</param>
    public AuthorizationDecision Decide(
        CompiledApi api, in AuthorizationRequest request, in DecisionPass pass, out PendingKeys? pending)
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
        long now = _clock.Read();
        if (pass.Trace is null && authorizer.Tokens.Recall(text.Characters, now) is { } token)
        {
            return DecideRemembered(route, request, target, text, token, now, pass.IsTrial);
        }

        // 5. Split and read, 6. Key, 7. Signature, and the claims that a remembered token met once
        return authorizer.IsReadable(text, out reason)
            ? DecideFirstSight(route, request, target, text, now, pass, out pending)
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
        CompiledRoute route,
        in AuthorizationRequest request,
        in RequestTarget target,
        TokenText text,
        VerifiedToken token,
        long now,
        bool isTrial)
    {
        BindingVerdict binding = default;
        return LifetimeCheck.IsInForce(token.Times, now, token.ClockSkew, out RefusalReason reason)
            && TokenChecks.IsProven(route, request, text, token.Confirmation, now, isTrial, out binding, out reason)
            && (token.RevocationNames is null || token.IssuedBy.Revocation!.IsMetBy(token.RevocationNames, now, out reason))
            && TokenChecks.IsSufficient(route, token.ScopesInPlace, out reason)
            && (route.Requirements is null || TokenChecks.MeetsRequirements(route.Requirements, request, target, token, now, out reason))
            ? AuthorizationDecision.Allow(route, request.Target, text, token, binding)
            : AuthorizationDecision.Refuse(reason, route, request.Target, text, binding.Proof);
    }

    // Not inlined: the stack memory for reading a token would be set up for remembered tokens too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AuthorizationDecision DecideFirstSight(
        CompiledRoute route,
        in AuthorizationRequest request,
        in RequestTarget target,
        TokenText text,
        long now,
        in DecisionPass pass,
        out PendingKeys? pending)
    {
        DecisionTrace? trace = pass.Trace;
        trace?.TakeToken(text, now);
        pending = null;
        Span<byte> characters = stackalloc byte[text.Length];
        if (!text.TryCopyTo(characters))
        {
            return AuthorizationDecision.Refuse(RefusalReason.TokenMalformed, route, request.Target, text);
        }

        Span<byte> memory = stackalloc byte[TokenWorkspace.LengthFor(text.Length)];
        ClaimPlan claims = route.Authorizer!.Claims;
        Span<ClaimSlot> noted = stackalloc ClaimSlot[claims.Count];
        noted.Clear();
        var workspace = new TokenWorkspace(characters, memory, stackalloc ulong[TokenWorkspace.NameCount]) { Plan = claims, Noted = noted };
        TokenVerifier tokens = route.Authorizer.Tokens;
        if (!tokens.TryVerify(workspace, now, pass, out AcceptedToken accepted, out TokenRefusal refusal))
        {
            pending = refusal.Pending;
            return AuthorizationDecision.Refuse(refusal, route, request.Target, text);
        }

        trace?.Accepted = accepted.ToToken();
        accepted = trace is null ? tokens.Remember(text.Characters, accepted, now) : accepted;
        return Conclude(route, request, target, text, accepted, now, pass);
    }

    // The same steps as for a remembered token. They take its parts one by one: copied into one structure, they would add a tenth to the
    // decision on a remembered token.
    private static AuthorizationDecision Conclude(
        CompiledRoute route,
        in AuthorizationRequest request,
        in RequestTarget target,
        TokenText text,
        scoped in AcceptedToken accepted,
        long now,
        in DecisionPass pass)
    {
        BindingVerdict binding = default;
        bool isProven = LifetimeCheck.IsInForce(accepted.Times, now, accepted.ClockSkew, out RefusalReason reason)
            && TokenChecks.IsProven(route, request, text, accepted.Confirmation, now, pass.IsTrial, out binding, out reason);
        pass.Trace?.Proof = binding.Proof;
        return isProven
            && TokenChecks.IsNotRevoked(accepted, now, out reason)
            && TokenChecks.IsSufficient(route, accepted.Scopes, out reason)
            && (route.Requirements is null || TokenChecks.MeetsRequirements(route.Requirements, request, target, accepted, now, out reason))
            ? AuthorizationDecision.Allow(route, request.Target, text, accepted, binding)
            : AuthorizationDecision.Refuse(reason, route, request.Target, text, binding.Proof);
    }
}
