using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Principals;
using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Authz.AspNetCore.Definitions;

/// <summary>Decides each request by the definition, and lets those that are allowed reach the endpoint of their route.</summary>
internal sealed class ApiDefinitionMiddleware(RequestDelegate next, DefinitionAuthorizer authorizer, DecisionTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context)
    {
        DefinitionVersion version = authorizer.Current;
        if (version.Cors is { } cors && cors.TryAnswer(context))
        {
            return Task.CompletedTask;
        }

        AuthorizationRequest request = HttpContextRequest.Read(context);
        return telemetry.TryDecide(version.Engine, name: null, request, context, out AuthorizationDecision decision, out var pending)
            ? ConcludeAsync(context, version, decision)
            : AwaitAsync(context, version, pending);
    }

    private async Task AwaitAsync(HttpContext context, DefinitionVersion version, Task<AuthorizationDecision> pending) =>
        await ConcludeAsync(context, version, await pending.ConfigureAwait(false)).ConfigureAwait(false);

    private Task ConcludeAsync(HttpContext context, DefinitionVersion version, in AuthorizationDecision decision)
    {
        PairedRoute? pair = decision.RouteKey is { } key && HttpContextRequest.FindEndpoint(context) is { } endpoint
            ? version.Pairing?.Find(key, endpoint)
            : null;
        if (!decision.IsAllowed && (pair is not null || decision.RouteKey is null))
        {
            return RefuseAsync(context, Refusal.Of(decision));
        }

        // The path selects one route for us and another endpoint for ASP.NET Core: what one protects the other must not open.
        if (pair is null)
        {
            return RefuseAsync(context, Refusal.NotFound);
        }

        BearerText text = pair.IdentitySource is { } source ? HttpContextRequest.FindToken(context, source) : default;
        ApiAuthorizationFeature feature = new(decision, text, authorizer.Claims);
        context.Features[typeof(ApiAuthorizationFeature)] = feature;
        if (pair.IdentitySource is not null)
        {
            context.Features[typeof(IHttpAuthenticationFeature)] = feature;
        }

        return next(context);
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal) =>
        RefusalWriter.WriteAsync(context, refusal, authorizer.Options.RefusalBody, authorizer.Options.OnRefused);
}
