namespace Authz;

/// <summary>The verdict on one request. The zero value refuses.</summary>
public readonly struct AuthorizationDecision
{
    /// <summary>Whether the request may proceed.</summary>
    public bool IsAllowed => Outcome == AuthorizationOutcome.Allowed;

    /// <summary>What the decision means for the request.</summary>
    public AuthorizationOutcome Outcome => default;

    /// <summary>Why the request was refused; null where it is allowed.</summary>
    public RefusalReason? Reason => default(RefusalReason);

    /// <summary>The HTTP status of the outcome: 200, 400, 401, 403, 404 or 503.</summary>
    public int StatusCode => 503;

    /// <summary>What is wrong and what to do, for the person who sees the refusal; never repeats what the request said. Null where allowed.</summary>
    public string? Explanation => null;

    /// <summary>The service's word for the outcome, as in its body <c>{"message":"Unauthorized"}</c>; null where allowed.</summary>
    public string? ResponseMessage => null;

    /// <summary>The value for the response's <c>WWW-Authenticate</c>; null where the outcome asks for none.</summary>
    public string? Challenge => null;

    /// <summary>When to try again, where the outcome is <see cref="AuthorizationOutcome.Unavailable"/>.</summary>
    public TimeSpan? RetryAfter => null;

    /// <summary>The key of the matched route, such as <c>GET /pets/{id}</c>; null where none matched.</summary>
    public string? RouteKey => null;

    /// <summary>The matched route; null where none matched.</summary>
    public RouteDefinition? Route => null;

    /// <summary>The values of the matched route's path variables.</summary>
    public PathParameters PathParameters => default;

    /// <summary>
    /// The verified token; null on an open route and on any refusal. Where tokens are not remembered each read makes a new object: keep it.
    /// </summary>
    public VerifiedToken? Token => null;
}
