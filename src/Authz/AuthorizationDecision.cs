using Authz.Binding;
using Authz.Claims;
using Authz.Credentials;
using Authz.Decisions;
using Authz.Keys;
using Authz.Refusals;
using Authz.Revoking;
using Authz.Sharing;
using Authz.Targets;
using Authz.Tokens;
using Authz.Tools;
using Authz.Verification;

namespace Authz;

/// <summary>The verdict on one request. The zero value refuses.</summary>
public readonly struct AuthorizationDecision
{
    private const string IamExplanation =
        "The route asks for a request that is signed for IAM, and that signature is not checked here. Give the route a JWT authorizer, " +
        "or call it on AWS.";

    private readonly bool _isAllowed;
    private readonly RefusalReason _reason;
    private readonly JwsAlgorithm _algorithm;
    private readonly KeysUnavailableCause _cause;
    private readonly ProofStatus _proof;
    private readonly bool _isNonceAging;
    private readonly CompiledRoute? _route;
    private readonly string? _target;
    private readonly VerifiedToken? _token;
    private readonly TokenText _text;
    private readonly CompiledIssuer? _issuer;
    private readonly VerificationKey? _key;
    private readonly bool _isHeld;
    private readonly string? _toolScopes;
    private readonly FleetProof? _unshared;

    // On a route with tools it refuses, until the tools that the request calls are known.
    private AuthorizationDecision(CompiledRoute route, string target)
    {
        _isHeld = route.Tools is not null;
        _isAllowed = !_isHeld;
        _reason = _isHeld ? RefusalReason.ToolAmbiguous : default;
        _route = route;
        _target = target;
    }

    private AuthorizationDecision(CompiledRoute route, string target, TokenText text, in BindingVerdict binding)
        : this(route, target)
    {
        _text = text;
        _isNonceAging = binding.IsNonceAging;
        _unshared = binding.Unshared;
        if (_unshared is not null)
        {
            _isAllowed = false;
            _reason = _isHeld ? _reason : RefusalReason.ReplayUnavailable;
        }
    }

    private AuthorizationDecision(CompiledRoute route, string target, TokenText text, VerifiedToken token, in BindingVerdict binding)
        : this(route, target, text, binding)
    {
        _token = token;
    }

    private AuthorizationDecision(
        CompiledRoute route, string target, TokenText text, CompiledIssuer issuer, VerificationKey key, in BindingVerdict binding)
        : this(route, target, text, binding)
    {
        _issuer = issuer;
        _key = key;
    }

    // What was held is allowed, unless the fleet has yet to be asked.
    private AuthorizationDecision(in AuthorizationDecision held, VerifiedToken token, FleetProof? unshared)
    {
        _isAllowed = unshared is null;
        _reason = unshared is null ? default : RefusalReason.ReplayUnavailable;
        _unshared = unshared;
        (_route, _target, _text, _token, _isNonceAging) = (held._route, held._target, held._text, token, held._isNonceAging);
    }

    private AuthorizationDecision(in AuthorizationDecision held, RefusalReason reason, string? toolScopes)
    {
        (_reason, _toolScopes) = (reason, toolScopes);
        (_route, _target, _text) = (held._route, held._target, held._text);
    }

    private AuthorizationDecision(
        RefusalReason reason, CompiledRoute? route, string? target, TokenText text, JwsAlgorithm algorithm, CompiledIssuer? issuer,
        KeysUnavailableCause cause, ProofStatus proof)
    {
        _proof = proof;
        _cause = cause;
        _reason = reason;
        _route = route;
        _target = target;
        _text = text;
        _algorithm = algorithm;
        _issuer = issuer;
    }

    /// <summary>Whether the request may proceed.</summary>
    public bool IsAllowed => _isAllowed;

    /// <summary>What the decision means for the request.</summary>
    public AuthorizationOutcome Outcome
    {
        get
        {
            if (_isAllowed)
            {
                return AuthorizationOutcome.Allowed;
            }

            if (IsLeftToIam)
            {
                return AuthorizationOutcome.Forbidden;
            }

            return _reason == RefusalReason.KeysUnavailable && _route is not null
                ? _route.Profile.KeysUnavailable
                : RefusalTable.Of(_reason).Outcome;
        }
    }

    /// <summary>Why the request was refused; null if it is allowed.</summary>
    public RefusalReason? Reason => _isAllowed ? null : _reason;

    /// <summary>The HTTP status of the outcome: 200, 400, 401, 403, 404 or 503.</summary>
    public int StatusCode => Outcome.ToStatusCode();

    /// <summary>
    /// What is wrong and what to do, for the person who sees the refusal; never repeats text of the request. Null if allowed.
    /// </summary>
    public string? Explanation => _isAllowed ? null
        : IsLeftToIam ? IamExplanation
        : _proof != ProofStatus.Unproven ? ProofRules.Of(_proof).Explanation
        : RefusalTable.Of(_reason).Explanation;

    /// <summary>The service's word for the outcome, as in its body <c>{"message":"Unauthorized"}</c>; null if allowed.</summary>
    public string? ResponseMessage => Outcome.ToMessage();

    /// <summary>The value for the response's <c>WWW-Authenticate</c>; null if the outcome has no challenge.</summary>
    public string? Challenge =>
        _isAllowed
            ? null
            : _route?.Challenge(_reason, _proof, IsDpop, _algorithm, _issuer?.Keys.HasDiscoveryFailed ?? false, _toolScopes);

    /// <summary>
    /// The value for the response's <c>DPoP-Nonce</c> (RFC 9449 sections 8.2 and 9): with a refusal for
    /// <see cref="RefusalReason.ProofNonceMissing"/>, and on an allowed request's answer if the nonce in its proof is getting old; else
    /// null. Each read makes another.
    /// </summary>
    public string? ProofNonce => _isNonceAging || _reason == RefusalReason.ProofNonceMissing ? _route?.Authorizer?.Binding?.IssueNonce() : null;

    /// <summary>
    /// When to try again, if the outcome is <see cref="AuthorizationOutcome.Unavailable"/> for lack of keys, of room in the memory of
    /// proofs, or of a complete list of revoked tokens; else null.
    /// </summary>
    public TimeSpan? RetryAfter => Outcome != AuthorizationOutcome.Unavailable ? null
        : KeysUnavailableCause is { } cause ? _issuer?.Keys.RetryAfter(cause)
        : _reason == RefusalReason.ReplayUnavailable ? _route?.Authorizer?.Binding?.LongestLife
        : _reason == RefusalReason.RevocationUnavailable ? RevocationCheck.RetryAfter
        : null;

    /// <summary>
    /// Why the keys were unavailable, if the reason is <see cref="RefusalReason.KeysUnavailable"/>; else null. Only
    /// <see cref="KeysUnavailableCause.NoKeys"/> and <see cref="KeysUnavailableCause.RefreshFailed"/> speak of the issuer.
    /// </summary>
    public KeysUnavailableCause? KeysUnavailableCause =>
        !_isAllowed && _reason == RefusalReason.KeysUnavailable ? _cause : null;

    /// <summary>The text of the matched route's key, such as <c>GET /pets/{id}</c>; null if none matched.</summary>
    public string? RouteKey => _route?.Key.Text;

    /// <summary>The matched route; null if none matched.</summary>
    public ApiRoute? Route => _route?.Route;

    /// <summary>The values of the matched route's path variables.</summary>
    public PathParameters PathParameters => _route is null ? default : new PathParameters(_route.Key, _target!);

    /// <summary>
    /// The verified token; null on an open route and on any refusal. If tokens are not remembered, each read makes a new object: keep it.
    /// </summary>
    public VerifiedToken? Token => _isAllowed ? VerifiedToken : null;

    /// <summary>
    /// The token in the request, as judged; null if the route is open, or if the request has no token, several tokens, or one
    /// that is too long. Reading it makes no object.
    /// </summary>
    public PresentedToken? PresentedToken => _text.Length > 0 ? new PresentedToken(_route!.Authorizer!, _text) : null;

    internal CompiledRoute? CompiledRoute => _route;

    /// <summary>The characters of <see cref="PresentedToken"/>.</summary>
    internal TokenText Text => _text;

    /// <summary>The token of an allowed request, if it is an object already.</summary>
    internal VerifiedToken? RememberedToken => _isAllowed ? _token : null;

    /// <summary>Whether all held but for the tools that the request calls, which nobody has named yet.</summary>
    internal bool IsHeld => _isHeld;

    /// <summary>The proof that the fleet has yet to be asked about; until then it refuses. Null if there is nothing to ask.</summary>
    internal FleetProof? Unshared => _isHeld ? null : _unshared;

    /// <summary>Whether it refuses only until somebody was asked.</summary>
    internal bool IsOpen => _isHeld || _unshared is not null;

    private VerifiedToken? VerifiedToken =>
        _token is not null || _key is null ? _token : VerifiedToken.Materialize(_text, _issuer!, _key, _route!.Authorizer!.Claims);

    // Under which scheme the token came: its challenge gets the error.
    private bool IsDpop => _text.Length > 0 && _route!.Authorizer!.IsDpop(_text);

    private bool IsLeftToIam => _reason == RefusalReason.Undecided && _route is { Definition.RequiresIam: true };

    /// <summary>
    /// The decision on a request that was held while its tools were awaited: whoever sends a body slowly has its token looked at when it is
    /// used, not when it began.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="tools">What it calls.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    internal AuthorizationDecision JudgeAfterWait(in AuthorizationRequest request, RequestedTools tools, long now)
    {
        VerifiedToken token = VerifiedToken!;
        bool isInForce = LifetimeCheck.IsInForce(token.Times, now, token.ClockSkew, out RefusalReason reason)
            && (token.RevocationNames is null || token.IssuedBy.Revocation!.IsMetBy(token.RevocationNames, now, out reason));
        if (isInForce && _route!.Requirements is { } requirements)
        {
            CanonicalTarget.TryRead(request.Target, out RequestTarget target);
            isInForce = TokenChecks.MeetsRequirements(requirements, request, target, token, now, out reason);
        }

        return isInForce ? Judge(request, tools, now) : new(this, reason, toolScopes: null);
    }

    /// <summary>The decision on a request that was held, now that its tools are known.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tools">What it calls.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    internal AuthorizationDecision Judge(in AuthorizationRequest request, RequestedTools tools, long now)
    {
        VerifiedToken token = VerifiedToken!;
        RouteTools called = _route!.Tools!;
        if (!called.Allow(tools, token.ScopesInPlace, out RefusalReason reason, out string? toolScopes))
        {
            return new(this, reason, toolScopes);
        }

        if (!called.HasConditions)
        {
            return new(this, token, _unshared);
        }

        CanonicalTarget.TryRead(request.Target, out RequestTarget target);
        return called.MeetConditions(tools, token.SubjectOf(request, target, now))
            ? new(this, token, _unshared)
            : new(this, RefusalReason.ConditionUnmet, toolScopes: null);
    }

    /// <summary>The decision, now that the fleet was asked about the proof.</summary>
    internal AuthorizationDecision Share(bool isUnused) => isUnused
        ? new(this, VerifiedToken!, unshared: null)
        : Refuse(ProofRules.Of(ProofStatus.Replayed).Reason, _route, _target, _text, ProofStatus.Replayed);

    internal static AuthorizationDecision Allow(CompiledRoute route, string target) => new(route, target);

    internal static AuthorizationDecision Allow(CompiledRoute route, string target, TokenText text, VerifiedToken token, in BindingVerdict binding) =>
        new(route, target, text, token, binding);

    internal static AuthorizationDecision Allow(
        CompiledRoute route, string target, TokenText text, scoped in AcceptedToken accepted, in BindingVerdict binding) =>
        accepted.Token is { } token
            ? new(route, target, text, token, binding)
            : new(route, target, text, accepted.Issuer, accepted.Key!, binding);

    internal static AuthorizationDecision Refuse(
        RefusalReason reason, CompiledRoute? route = null, string? target = null, TokenText text = default,
        ProofStatus proof = ProofStatus.Unproven) =>
        new(reason, route, target, text, JwsAlgorithm.Unknown, issuer: null, default, proof);

    internal static AuthorizationDecision Refuse(in TokenRefusal refusal, CompiledRoute route, string target, TokenText text) =>
        new(refusal.Reason, route, target, text, refusal.Algorithm, refusal.Issuer, refusal.Cause, ProofStatus.Unproven);
}
