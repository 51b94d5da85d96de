using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Refusals;

/// <summary>Answers requests that are refused.</summary>
internal static class RefusalWriter
{
    /// <summary>Sets status and headers, calls the application, and writes the body.</summary>
    public static async Task WriteAsync(
        HttpContext context, RefusalResponse refusal, RefusalBody body, Func<RefusedContext, Task> onRefused)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            // Another scheme of the same policy has answered, with a body.
            return;
        }

        refusal.WriteHead(response);
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

    private static Task WriteBodyAsync(HttpContext context, RefusalResponse refusal, RefusalBody body) => body switch
    {
        RefusalBody.Message => refusal.WriteMessageAsync(context),
        RefusalBody.ProblemDetails => WriteProblemAsync(context, refusal),
        _ => Task.CompletedTask,
    };

    // Writes nothing if the client accepts no such body; status and headers then suffice.
    private static async Task WriteProblemAsync(HttpContext context, RefusalResponse refusal)
    {
        ProblemDetails problem = refusal.ToProblemDetails(context.Response.StatusCode);
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem })
            .ConfigureAwait(false);
    }
}
