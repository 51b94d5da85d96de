using System.Net.Mime;
using System.Text;
using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>The discovery document and the key set, subject to the current fault; tokens are issued regardless.</summary>
internal static class DocumentEndpoints
{
    private static readonly TimeSpan s_dripInterval = TimeSpan.FromSeconds(1);

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpContext context, FakeIssuer issuer) =>
            AnswerAsync(context, MediaTypeNames.Application.Json, issuer.CreateDiscoveryDocument().ToJsonString()));
        app.MapGet("/jwks", (HttpContext context, FakeIssuer issuer) =>
            AnswerAsync(context, "application/jwk-set+json", issuer.CreateKeySet().ToJsonString()));
    }

    private static async Task AnswerAsync(HttpContext context, string contentType, string document)
    {
        IssuerFaults faults = context.RequestServices.GetRequiredService<IssuerFaults>();
        IssuerFault? fault = faults.Current;
        if (fault is { Kind: FaultKind.Fail } || (fault is { Kind: FaultKind.Flap } && fault.FlapsNow()))
        {
            context.Response.StatusCode = fault.Status;
            return;
        }

        if (fault is { Kind: FaultKind.Stall })
        {
            await WaitAsync(Timeout.InfiniteTimeSpan, fault, context, faults.TimeProvider);
        }

        byte[] body = Encoding.UTF8.GetBytes(fault is { Kind: FaultKind.Garbage } ? "<!doctype html><title>Sign in</title>" : document);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (fault is { Kind: FaultKind.Drip })
        {
            await DripAsync(context, body, fault, faults.TimeProvider);
        }
        else
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static async Task DripAsync(HttpContext context, byte[] body, IssuerFault fault, TimeProvider timeProvider)
    {
        int sent = 0;
        while (sent < body.Length && !fault.Ended.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(sent, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            sent++;
            await WaitAsync(s_dripInterval, fault, context, timeProvider);
        }

        await context.Response.Body.WriteAsync(body.AsMemory(sent), context.RequestAborted);
    }

    private static async Task WaitAsync(TimeSpan time, IssuerFault fault, HttpContext context, TimeProvider timeProvider)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(fault.Ended, context.RequestAborted);
        await Task.Delay(time, timeProvider, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.RequestAborted.ThrowIfCancellationRequested();
    }
}
