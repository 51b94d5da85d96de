using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.AspNetCore.Refusals;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Authz.Server.Gateway;

/// <summary>The body of a refusal: the service's, or problem details (RFC 9457) for clients that accept them.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Json">The body.</param>
internal readonly record struct RefusalContent(string MediaType, byte[] Json)
{
    private const string MessageMediaType = "application/json";
    private const string ProblemMediaType = "application/problem+json";

    // Quotes and apostrophes stay readable; nothing here comes from a request.
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body for a client.</summary>
    /// <param name="refusal">Why it is refused.</param>
    /// <param name="profile">What the mode offers.</param>
    /// <param name="accept">The client's header <c>Accept</c>.</param>
    public static RefusalContent For(RefusalResponse refusal, CompatibilityProfile profile, StringValues accept) =>
        profile.OffersProblemDetails && AcceptsProblemDetails(accept)
            ? new(ProblemMediaType, JsonSerializer.SerializeToUtf8Bytes(refusal.ToProblemDetails(refusal.StatusCode), s_options))
            : Message(refusal);

    /// <summary>The service's body.</summary>
    public static RefusalContent Message(RefusalResponse refusal) => new(
        MessageMediaType,
        JsonSerializer.SerializeToUtf8Bytes(new RefusalMessage(refusal.Message), RefusalMessageContext.Default.RefusalMessage));

    public Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = Json.Length;
        return context.Response.Body.WriteAsync(Json, context.RequestAborted).AsTask();
    }

    private static bool AcceptsProblemDetails(StringValues accept)
    {
        foreach (MediaTypeHeaderValue accepted in MediaTypeHeaderValue.TryParseList(accept, out IList<MediaTypeHeaderValue>? list) ? list : [])
        {
            if (accepted.MediaType.Equals(ProblemMediaType, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0)
            {
                return true;
            }
        }

        return false;
    }
}
