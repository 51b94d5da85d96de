using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Issuer.Login;
using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>The discovery document and the key set, subject to the current fault; tokens are issued regardless.</summary>
internal static class DocumentEndpoints
{
    /// <summary>The path of the discovery document.</summary>
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>The path of the key set.</summary>
    public const string KeySetPath = "/jwks";

    // A tenant's iss is the issuer and the tenant; these are the documents of all of them.
    private const string TenantPath = "/organizations";

    private static readonly TimeSpan s_dripInterval = TimeSpan.FromSeconds(1);

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        Map(app, string.Empty, (document, issuer) => document.ContainsKey("keys") ? document : LoginMetadata.AddTo(document, issuer));
        Map(app, TenantPath, BindToTenants);
    }

    private static void Map(IEndpointRouteBuilder app, string path, Func<JsonObject, FakeIssuer, JsonObject> alter)
    {
        app.MapGet(path + DiscoveryPath, (HttpContext context, IssuerKeyRing keys) =>
            AnswerAsync(
                context, MediaTypeNames.Application.Json, alter(keys.Issuer.CreateDiscoveryDocument(), keys.Issuer)));
        app.MapGet(path + KeySetPath, (HttpContext context, IssuerKeyRing keys) =>
        {
            JsonObject keySet = keys.Issuer.CreateKeySet();
            KeySetForms.Apply(keys.Form, keySet);
            return AnswerAsync(context, "application/jwk-set+json", alter(keySet, keys.Issuer));
        });
    }

    // As Entra's documents for several tenants: the issuer is a template, and each key names it.
    private static JsonObject BindToTenants(JsonObject document, FakeIssuer issuer)
    {
        string template = issuer.Issuer + "{tenantid}/";
        if (document["keys"] is JsonArray keys)
        {
            foreach (JsonObject key in keys.OfType<JsonObject>())
            {
                key["issuer"] = template;
            }
        }
        else
        {
            document["issuer"] = template;
            document["jwks_uri"] = $"{issuer.Issuer.TrimEnd('/')}{TenantPath}{KeySetPath}";
        }

        return document;
    }

    private static async Task AnswerAsync(HttpContext context, string contentType, JsonObject document)
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

        byte[] body = Encoding.UTF8.GetBytes(fault is { Kind: FaultKind.Garbage } ? "<!doctype html><title>Sign in</title>" : document.ToJsonString());
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
