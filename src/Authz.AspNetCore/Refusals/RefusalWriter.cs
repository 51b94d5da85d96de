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
            // The application, or another scheme of the same policy, has answered with a body.
            await ReportAsync(context, refusal, onRefused).ConfigureAwait(false);
            return;
        }

        refusal.WriteHead(response);
        RefusedContext refused = await ReportAsync(context, refusal, onRefused).ConfigureAwait(false);
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

    /// <summary>Calls the application: every refusal is told, whoever has answered it.</summary>
    public static async Task<RefusedContext> ReportAsync(
        HttpContext context, RefusalResponse refusal, Func<RefusedContext, Task> onRefused)
    {
        RefusedContext refused = new(context, refusal.StatusCode, refusal.Reason, refusal.Explanation);
        await onRefused(refused).ConfigureAwait(false);
        return refused;
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
