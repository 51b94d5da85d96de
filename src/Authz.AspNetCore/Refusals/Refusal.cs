using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Refusals;

/// <summary>The answer to a refused client.</summary>
/// <param name="StatusCode">400, 401, 403, 404 or 503.</param>
/// <param name="Message">The service's word, such as <c>Unauthorized</c>.</param>
internal readonly record struct Refusal(int StatusCode, string Message)
{
    /// <summary>The answer to a request for which there is nothing here.</summary>
    public static readonly Refusal NotFound = new(StatusCodes.Status404NotFound, "Not Found")
    {
        Reason = RefusalReason.RouteNotFound,
        Explanation = "No route matches this method and path. Paths are compared with case and with a final slash.",
    };

    /// <summary>The value for <c>WWW-Authenticate</c>; null for none.</summary>
    public string? Challenge { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Null if a policy of the application refused.</summary>
    public RefusalReason? Reason { get; init; }

    public string? Explanation { get; init; }

    /// <summary>The answer to a request that the engine refused.</summary>
    public static Refusal Of(in AuthorizationDecision decision) => new(decision.StatusCode, decision.ResponseMessage ?? "")
    {
        Challenge = decision.Challenge,
        RetryAfter = decision.RetryAfter,
        Reason = decision.Reason,
        Explanation = decision.Explanation,
    };
}
