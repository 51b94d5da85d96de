using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Refusals;

/// <summary>What a client that is refused receives: status, headers, and the body in its two forms.</summary>
/// <param name="StatusCode">400, 401, 403, 404 or 503.</param>
/// <param name="Message">The service's words, such as <c>Unauthorized</c>.</param>
internal readonly record struct RefusalResponse(int StatusCode, string Message)
{
    /// <summary>The answer to a request that matches no route.</summary>
    public static readonly RefusalResponse NotFound = Of(AuthorizationOutcome.NotFound) with
    {
        Reason = RefusalReason.RouteNotFound,
        Explanation = "No route matches this method and path. Paths are compared with case and with a final slash.",
    };

    /// <summary>The value for <c>WWW-Authenticate</c>; null for none.</summary>
    public string? Challenge { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc cref="AuthorizationDecision.ProofNonce"/>
    public string? ProofNonce { get; init; }

    /// <summary>Null if a policy of the application refused.</summary>
    public RefusalReason? Reason { get; init; }

    public string? Explanation { get; init; }

    /// <summary>The answer to a request that the engine refused.</summary>
    public static RefusalResponse Of(in AuthorizationDecision decision) => Of(decision.Outcome) with
    {
        Challenge = decision.Challenge,
        RetryAfter = decision.RetryAfter,
        ProofNonce = decision.ProofNonce,
        Reason = decision.Reason,
        Explanation = decision.Explanation,
    };

    /// <summary>The answer to a request that was refused with this outcome.</summary>
    public static RefusalResponse Of(AuthorizationOutcome outcome) => new(outcome.ToStatusCode(), outcome.ToMessage() ?? "");

    /// <summary>Sets status and headers, beside those of other schemes that have refused the request.</summary>
    public void WriteHead(HttpResponse response)
    {
        // "Not now" is neither raised to "not you" by another scheme's refusal nor sent beside its challenge.
        bool isUnavailable = response.StatusCode == StatusCodes.Status503ServiceUnavailable
            || StatusCode == StatusCodes.Status503ServiceUnavailable;
        response.StatusCode = isUnavailable ? StatusCodes.Status503ServiceUnavailable : StatusCode;
        if (isUnavailable)
        {
            response.Headers.WWWAuthenticate = StringValues.Empty;
        }
        else if (Challenge is not null)
        {
            // Each challenge names a way to authenticate (RFC 9110 section 11.6.1).
            response.Headers.WWWAuthenticate = StringValues.Concat(response.Headers.WWWAuthenticate, Challenge);
        }

        ProofNonceHeader.Write(response, ProofNonce);
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Writes the service's body, such as <c>{"message":"Unauthorized"}</c>.</summary>
    public Task WriteMessageAsync(HttpContext context)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new RefusalMessage(Message), RefusalMessageContext.Default.RefusalMessage);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    /// <summary>The body as problem details (RFC 9457 section 3); <c>reason</c> is the refusal's stable code.</summary>
    /// <param name="statusCode">The response's status, which another scheme may have set.</param>
    public ProblemDetails ToProblemDetails(int statusCode)
    {
        ProblemDetails problem = new() { Status = statusCode, Title = Message, Detail = Explanation };
        if (Reason is { } reason)
        {
            problem.Extensions["reason"] = reason.ToCode();
        }

        return problem;
    }
}

/// <summary>The service's body for a refusal.</summary>
internal sealed record RefusalMessage(string Message);

/// <summary>Writes <see cref="RefusalMessage"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefusalMessage))]
internal sealed partial class RefusalMessageContext : JsonSerializerContext;
