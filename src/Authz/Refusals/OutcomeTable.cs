namespace Authz.Refusals;

/// <summary>The one table of what each outcome is called, and which answer it becomes.</summary>
internal static class OutcomeTable
{
    /// <summary>The rows, in the order of <see cref="AuthorizationOutcome"/>.</summary>
    public static readonly OutcomeRow[] All =
    [
        new(AuthorizationOutcome.Unavailable, "unavailable", 503, "Service Unavailable"),
        new(AuthorizationOutcome.BadRequest, "bad_request", 400, "Bad Request"),
        new(AuthorizationOutcome.Unauthorized, "unauthorized", 401, "Unauthorized"),
        new(AuthorizationOutcome.Forbidden, "forbidden", 403, "Forbidden"),
        new(AuthorizationOutcome.NotFound, "not_found", 404, "Not Found"),
        new(AuthorizationOutcome.Allowed, "allowed", 200, null),
    ];

    /// <summary>The row of an outcome; that of the zero value, a refusal, for a number that is no outcome.</summary>
    public static OutcomeRow Of(AuthorizationOutcome outcome) => All[(int)outcome < All.Length ? (int)outcome : 0];
}

/// <summary>A row of <see cref="OutcomeTable"/>.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Code">Its stable code.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">The service's words, as in its body <c>{"message":"Unauthorized"}</c>; null for an allowance.</param>
internal sealed record OutcomeRow(AuthorizationOutcome Outcome, string Code, int StatusCode, string? Message);
