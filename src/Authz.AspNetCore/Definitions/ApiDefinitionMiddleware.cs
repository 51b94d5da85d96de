using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Authz.AspNetCore.Definitions;

/// <summary>Decides each request by the definition, and lets those that are allowed reach the endpoint of their route.</summary>
internal sealed class ApiDefinitionMiddleware(RequestDelegate next, DefinitionAuthorizer authorizer, DecisionTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (authorizer.Cors is { } cors && cors.TryAnswer(context))
        {
            return Task.CompletedTask;
        }

        ValueTask<AuthorizationDecision> decision =
            telemetry.DecideAsync(authorizer.Engine, name: null, HttpContextRequest.Read(context), context);
        return decision.IsCompletedSuccessfully ? ConcludeAsync(context, decision.Result) : AwaitAsync(context, decision);
    }

    private async Task AwaitAsync(HttpContext context, ValueTask<AuthorizationDecision> decision) =>
        await ConcludeAsync(context, await decision.ConfigureAwait(false)).ConfigureAwait(false);

    private Task ConcludeAsync(HttpContext context, in AuthorizationDecision decision)
    {
        // The path selects one route for us and another endpoint for ASP.NET Core: what one protects the other must not open.
        IFeatureCollection features = context.Features;
        var endpoint = (IEndpointFeature?)features[typeof(IEndpointFeature)];
        PairedRoute? pair = authorizer.FindPair(decision.Route, endpoint?.Endpoint);
        if (pair is null && (decision.IsAllowed || decision.Route is not null))
        {
            return RefuseAsync(context, Refusal.NotFound);
        }

        if (!decision.IsAllowed)
        {
            return RefuseAsync(context, Refusal.Of(decision));
        }

        // By type, as servers keep them: a generic method of an interface is looked up at every call.
        string? source = pair!.IdentitySource;
        ApiAuthorizationFeature feature = new(
            decision, source is null ? default : HttpContextRequest.FindToken(context, source), authorizer.Claims);
        features[typeof(ApiAuthorizationFeature)] = feature;
        if (source is not null)
        {
            features[typeof(IHttpAuthenticationFeature)] = feature;
        }

        return next(context);
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal) =>
        RefusalWriter.WriteAsync(context, refusal, authorizer.Options.RefusalBody, authorizer.Options.OnRefused);
}
