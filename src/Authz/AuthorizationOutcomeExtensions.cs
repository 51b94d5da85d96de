using Authz.Refusals;

namespace Authz;

/// <summary>The stable code, the HTTP status and the words of each <see cref="AuthorizationOutcome"/>.</summary>
public static class AuthorizationOutcomeExtensions
{
    /// <summary>
    /// The outcome's code: <c>allowed</c>, <c>bad_request</c>, <c>unauthorized</c>, <c>forbidden</c>, <c>not_found</c> or
    /// <c>unavailable</c>; stable across versions, safe as a metric tag.
    /// </summary>
    public static string ToCode(this AuthorizationOutcome outcome) => OutcomeTable.Of(outcome).Code;

    /// <summary>The HTTP status of the outcome: 200, 400, 401, 403, 404 or 503.</summary>
    public static int ToStatusCode(this AuthorizationOutcome outcome) => OutcomeTable.Of(outcome).StatusCode;

    /// <summary>The service's words for the outcome, as in its body <c>{"message":"Unauthorized"}</c>; null for an allowance.</summary>
    public static string? ToMessage(this AuthorizationOutcome outcome) => OutcomeTable.Of(outcome).Message;
}
