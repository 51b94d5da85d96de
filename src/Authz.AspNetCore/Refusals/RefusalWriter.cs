using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Refusals;

/// <summary>Answers requests that are refused.</summary>
internal static class RefusalWriter
{
    /// <summary>Sets status and headers, calls the application, and writes the body.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal, RefusalBody body, Func<RefusedContext, Task> onRefused)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            // Another scheme of the same policy has answered, with a body.
            return;
        }

        // "Not now" is neither raised to "not you" by another scheme's refusal nor sent beside its challenge.
        bool isUnavailable = response.StatusCode == StatusCodes.Status503ServiceUnavailable
            || refusal.StatusCode == StatusCodes.Status503ServiceUnavailable;
        response.StatusCode = isUnavailable ? StatusCodes.Status503ServiceUnavailable : refusal.StatusCode;
        if (isUnavailable)
        {
            response.Headers.WWWAuthenticate = StringValues.Empty;
        }
        else if (refusal.Challenge is { } challenge)
        {
            // Beside the challenges of other schemes: each names a way to authenticate (RFC 9110 section 11.6.1).
            response.Headers.WWWAuthenticate = StringValues.Concat(response.Headers.WWWAuthenticate, challenge);
        }

        if (refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        RefusedContext refused = new(context, refusal.StatusCode, refusal.Reason, refusal.Explanation);
        await onRefused(refused).ConfigureAwait(false);
        if (response.HasStarted)
        {
            return;
        }

        // A refusal stays a refusal, whatever the application did; it may redirect the client.
        if (response.StatusCode < StatusCodes.Status300MultipleChoices)
        {
            response.StatusCode = refusal.StatusCode;
        }

        if (!refused.Handled)
        {
            await WriteBodyAsync(context, refusal, body).ConfigureAwait(false);
        }
    }

    private static Task WriteBodyAsync(HttpContext context, Refusal refusal, RefusalBody body) => body switch
    {
        RefusalBody.Message => WriteMessageAsync(context, refusal),
        RefusalBody.ProblemDetails => WriteProblemAsync(context, refusal),
        _ => Task.CompletedTask,
    };

    private static Task WriteMessageAsync(HttpContext context, Refusal refusal)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            new RefusalMessage(refusal.Message), RefusalMessageContext.Default.RefusalMessage);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    private static async Task WriteProblemAsync(HttpContext context, Refusal refusal)
    {
        ProblemDetails problem = new() { Status = context.Response.StatusCode, Title = refusal.Message, Detail = refusal.Explanation };
        if (refusal.Reason is { } reason)
        {
            problem.Extensions["reason"] = reason.ToCode();
        }

        // False if the client accepts no such body; status and headers then suffice.
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem })
            .ConfigureAwait(false);
    }
}
