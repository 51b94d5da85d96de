using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.AspNetCore.Refusals;
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
        RefusalResponse refusal = RefusalResponse.Of(decision);
        refusal.WriteHead(context.Response);
        return profile.OffersProblemDetails && AcceptsProblemDetails(context.Request)
            ? WriteProblemAsync(context, refusal)
            : refusal.WriteMessageAsync(context);
    }

    private static Task WriteProblemAsync(HttpContext context, RefusalResponse refusal)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(refusal.ToProblemDetails(refusal.StatusCode), s_options);
        context.Response.ContentType = ProblemMediaType;
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
}
