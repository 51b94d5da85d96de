using System.Runtime.CompilerServices;
using Authz.Claims;
using Authz.Credentials;
using Authz.Decisions;
using Authz.Explaining;
using Authz.Keys;
using Authz.Remembering;
using Authz.Targets;
using Authz.Verification;

namespace Authz;

/// <summary>Decides requests against an API definition. Safe for concurrent use; one instance serves a whole process.</summary>
public sealed class ApiAuthorizer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly IssuerKeysRegistry _keys;
    private readonly RememberedTokens? _remembered;
    private readonly ApiCompiler _compiler;
    private readonly Lock _change = new();
    private bool _isDisposed;
    private volatile ApiAuthorizerSnapshot _current;

    /// <summary>Compiles the definition. No key is fetched before <see cref="WarmUpAsync"/> or the first request that needs one.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem.</exception>
    public ApiAuthorizer(ApiDefinition definition, ApiAuthorizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new ApiAuthorizerOptions();
        options.Validate();
        _time = options.TimeProvider;
        _keys = new IssuerKeysRegistry(options);
        _remembered = options.RememberedTokenBytes > 0 ? new RememberedTokens(options.RememberedTokenBytes) : null;
        _compiler = new ApiCompiler(options, _keys, _remembered);
        _current = new ApiAuthorizerSnapshot(this, _compiler.Compile(definition));
    }

    /// <summary>The definition in force.</summary>
    public ApiDefinition Definition => _current.Definition;

    /// <summary>
    /// The definition in force, as a snapshot that a host can keep while it does more with a request than decide it.
    /// </summary>
    public ApiAuthorizerSnapshot Current => _current;

    /// <summary>The state of each issuer's keys.</summary>
    public IReadOnlyList<IssuerKeyStatus> Issuers => [.. _keys.Issuers.Select(keys => keys.GetStatus())];

    /// <summary>Decides a request; completes synchronously unless it must wait for an issuer's keys.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up while keys were awaited; their fetch goes on.</exception>
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default) =>
        DecideAsync(_current.Api, request, cancellationToken);

    /// <summary>
    /// Decides a request without waiting. If it would have to wait for keys, it starts their fetch and the outcome is
    /// <see cref="AuthorizationOutcome.Unavailable"/>.
    /// </summary>
    public AuthorizationDecision Authorize(AuthorizationRequest request) =>
        Decide(_current.Api, request, rejected: null, trace: null, out _);

    /// <summary>
    /// Decides a request with the code of <see cref="AuthorizeAsync"/> and explains what each check expected and found. The token is
    /// verified even if it is remembered, and is not remembered afterwards.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up while keys were awaited; their fetch goes on.</exception>
    public async ValueTask<Explanation> ExplainAsync(AuthorizationRequest request, CancellationToken cancellationToken = default)
    {
        DecisionTrace trace = new();
        CompiledApi api = _current.Api;
        AuthorizationDecision decision = Decide(api, request, rejected: null, trace, out PendingKeys? pending);
        if (pending is not null)
        {
            trace = new DecisionTrace();
            await pending.Keys.WaitAsync(pending.Wait, cancellationToken).ConfigureAwait(false);
            decision = Decide(api, request, pending.Wait.Request.Rejected, trace, out _);
        }

        return Explainer.Explain(request, decision, trace);
    }

    /// <summary>Explains a request without ever waiting, as <see cref="Authorize"/> decides it.</summary>
    public Explanation Explain(AuthorizationRequest request)
    {
        DecisionTrace trace = new();
        return Explainer.Explain(request, Decide(_current.Api, request, rejected: null, trace, out _), trace);
    }

    /// <summary>
    /// Fetches every issuer's keys and waits for them; an issuer that cannot be reached is not an error (see <see cref="Issuers"/>).
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the fetches go on.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_keys.Issuers.Select(keys => keys.WarmUpAsync(cancellationToken)));

    /// <summary>
    /// Fetches the keys whose refresh is due and waits for them: for a host whose process is frozen between requests, as on AWS Lambda.
    /// Other hosts need not call it. Completes at once if no refresh is due; an issuer that cannot be reached is not an error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the fetches go on.</exception>
    public Task RefreshDueKeysAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_keys.Issuers.Select(keys => keys.RefreshIfDueAsync(cancellationToken)));

    /// <summary>
    /// Replaces the definition, as a whole or not at all. Requests in progress keep the old one; remembered tokens are verified anew.
    /// </summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the old one stays in force.</exception>
    public void Reload(ApiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);

        // One step under the lock: a second reload in between would drop keys that this one needs.
        lock (_change)
        {
            CompiledApi api = _compiler.Compile(definition);
            _current = new ApiAuthorizerSnapshot(this, api);
            _keys.Retain(_isDisposed ? [] : api.Keys);

            // Tokens that the old authorizers accepted can never be found again.
            _remembered?.Clear();
        }
    }

    /// <summary>Stops refreshing keys.</summary>
    public void Dispose()
    {
        lock (_change)
        {
            _isDisposed = true;
            _keys.Dispose();
        }
    }

    internal ValueTask<AuthorizationDecision> DecideAsync(
        CompiledApi api, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        AuthorizationDecision decision = Decide(api, request, rejected: null, trace: null, out PendingKeys? pending);
        return pending is null ? new(decision) : DecideAfterWaitAsync(api, request, pending, cancellationToken);
    }

    private async ValueTask<AuthorizationDecision> DecideAfterWaitAsync(
        CompiledApi api, AuthorizationRequest request, PendingKeys pending, CancellationToken cancellationToken)
    {
        await pending.Keys.WaitAsync(pending.Wait, cancellationToken).ConfigureAwait(false);
        return Decide(api, request, pending.Wait.Request.Rejected, trace: null, out _);
    }

    // The ten steps of a request, in order; each refuses for its own reasons.
    private AuthorizationDecision Decide(
        CompiledApi api, in AuthorizationRequest request, VerificationKey? rejected, DecisionTrace? trace, out PendingKeys? pending)
    {
        pending = null;
        trace?.Api = api;

        // 1. Target
        if (!CanonicalTarget.TryRead(request.Target, out RequestTarget target))
        {
            return AuthorizationDecision.Refuse(RefusalReason.TargetAmbiguous);
        }

        // 2. Route
        if (!api.TryFindRoute(request, target, out CompiledRoute? route))
        {
            return AuthorizationDecision.Refuse(RefusalReason.RouteNotFound);
        }

        trace?.Route = route;
        if (target.HasEncodedSlash && !route.Definition.AllowEncodedSlash)
        {
            return AuthorizationDecision.Refuse(RefusalReason.TargetAmbiguous, route, target.Raw);
        }

        if (route.Authorizer is not { } authorizer)
        {
            // A route with a Lambda authorizer is undecided here.
            return route.Definition.IsOpen
                ? AuthorizationDecision.Allow(route, target.Raw)
                : AuthorizationDecision.Refuse(RefusalReason.Undecided, route, target.Raw);
        }

        // 3. Identity source
        if (!authorizer.TryFindToken(request.Headers, target, out TokenText text, out RefusalReason reason))
        {
            return AuthorizationDecision.Refuse(reason, route, target.Raw);
        }

        // 4. Token remembered? An explanation verifies it anew.
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        if (trace is null && authorizer.Tokens.Recall(text.Characters, now) is { } token)
        {
            return DecideRemembered(route, target.Raw, token, now);
        }

        return authorizer.IsReadable(text, out reason)
            ? DecideFirstSight(route, target.Raw, text, now, rejected, trace, out pending)
            : AuthorizationDecision.Refuse(reason, route, target.Raw);
    }

    private static AuthorizationDecision DecideRemembered(CompiledRoute route, string target, VerifiedToken token, long now)
    {
        // 8. Claims: only the clock can have changed
        if (!LifetimeCheck.IsInForce(token.Times, now, token.ClockSkew, out RefusalReason reason))
        {
            return AuthorizationDecision.Refuse(reason, route, target);
        }

        // 9. Scopes, 10. Decision
        return route.Scopes.AreMetBy(token.ScopesInPlace)
            ? AuthorizationDecision.Allow(route, target, token)
            : AuthorizationDecision.Refuse(RefusalReason.ScopeMissing, route, target);
    }

    // Not inlined: the stack memory for reading a token would be set up for remembered tokens too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AuthorizationDecision DecideFirstSight(
        CompiledRoute route,
        string target,
        TokenText text,
        long now,
        VerificationKey? rejected,
        DecisionTrace? trace,
        out PendingKeys? pending)
    {
        trace?.TakeToken(text, now);
        Span<byte> characters = stackalloc byte[text.Length];
        if (!text.TryCopyTo(characters))
        {
            pending = null;
            return AuthorizationDecision.Refuse(RefusalReason.TokenMalformed, route, target);
        }

        // 5. Split and read, 6. Key, 7. Signature, 8. Claims
        Span<byte> memory = stackalloc byte[TokenWorkspace.LengthFor(text.Length)];
        var workspace = new TokenWorkspace(characters, memory, stackalloc ulong[TokenWorkspace.NameCount]);
        TokenVerifier tokens = route.Authorizer!.Tokens;
        bool isVerified = tokens.TryVerify(workspace, now, rejected, trace, out AcceptedToken accepted, out TokenRefusal refusal);
        pending = refusal.Pending;
        if (!isVerified)
        {
            return AuthorizationDecision.Refuse(refusal, route, target);
        }

        if (trace is null)
        {
            accepted = tokens.Remember(text.Characters, accepted, now);
        }

        // 9. Scopes, 10. Decision
        return route.Scopes.AreMetBy(accepted.Scopes)
            ? AuthorizationDecision.Allow(route, target, accepted, text)
            : AuthorizationDecision.Refuse(RefusalReason.ScopeMissing, route, target);
    }
}
