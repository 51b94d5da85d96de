using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Authz.Server.Gateway;

/// <summary>Writes refusals: the service's bodies, or problem details (RFC 9457) for clients that accept them.</summary>
internal static class GatewayDecisionWriter
{
    private const string ProblemMediaType = "application/problem+json";

    // Quotes and apostrophes stay readable; nothing here comes from a request.
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Answers a refused request with the decision's status, challenge and body.</summary>
    public static Task WriteAsync(HttpContext context, AuthorizationDecision decision, CompatibilityProfile profile)
    {
        if (decision.Challenge is { } challenge)
        {
            context.Response.Headers.WWWAuthenticate = challenge;
        }

        if (decision.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return profile.OffersProblemDetails && AcceptsProblemDetails(context.Request)
            ? WriteProblemAsync(context, decision)
            : ServiceAnswer.To(decision.Outcome).WriteAsync(context);
    }

    private static Task WriteProblemAsync(HttpContext context, AuthorizationDecision decision)
    {
        context.Response.StatusCode = decision.StatusCode;
        context.Response.ContentType = ProblemMediaType;
        Problem problem = new(decision.ResponseMessage, decision.StatusCode, decision.Explanation, decision.Reason?.ToCode());
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(problem, s_options);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static bool AcceptsProblemDetails(HttpRequest request)
    {
        foreach (MediaTypeHeaderValue accepted in request.GetTypedHeaders().Accept)
        {
            if (accepted.MediaType.Equals(ProblemMediaType, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0)
            {
                return true;
            }
        }

        return false;
    }

    // RFC 9457 section 3; "reason" is the refusal's stable code.
    private sealed record Problem(string? Title, int Status, string? Detail, string? Reason);
}
