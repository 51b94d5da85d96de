using Authz.AspNetCore.Operation;
using Authz.AspNetCore.ProtectedResources;
using Authz.AspNetCore.Refusals;
using Authz.AspNetCore.ToolCalls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Definitions;

/// <summary>Decides each request by the definition, and lets those that are allowed reach the endpoint of their route.</summary>
internal sealed class ApiDefinitionMiddleware(
    RequestDelegate next, DefinitionAuthorizer authorizer, DecisionTelemetry telemetry, ILogger<ApiDefinitionMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        DefinitionVersion version = authorizer.Current;
        if (MetadataAnswer.Begin(context, context.ToAuthorizationRequest().Target, version.Engine) is { } metadata)
        {
            return metadata;
        }

        return version.Cors is { } cors && cors.Apply(context)
            ? AnswerPreflightAsync(context, version)
            : DecideAsync(context, version, context.ToEndpointRequest(), isReExecuted: false);
    }

    private Task DecideAsync(HttpContext context, DefinitionVersion version, in AuthorizationRequest request, bool isReExecuted) =>
        telemetry.TryDecide(version.Engine, name: null, request, context, out AuthorizationDecision decision, out var pending)
            ? ConcludeAsync(context, version, decision, isReExecuted)
            : AwaitAsync(context, version, pending, isReExecuted);

    private async Task AwaitAsync(
        HttpContext context, DefinitionVersion version, Task<AuthorizationDecision> pending, bool isReExecuted) =>
        await ConcludeAsync(context, version, await pending.ConfigureAwait(false), isReExecuted).ConfigureAwait(false);

    private Task ConcludeAsync(HttpContext context, DefinitionVersion version, in AuthorizationDecision decision, bool isReExecuted)
    {
        IEndpointFeature? chosen = FindEndpoint(context);
        bool isPaired = decision.Route is { } route && chosen?.Endpoint is { } endpoint
            && version.Pairing?.Protects(route, endpoint) == true;
        if (!isPaired || !decision.IsAllowed)
        {
            // Checked only here: an allowed request need not pay for it.
            return !isReExecuted && context.ToReExecutedRequest() is { } again
                ? DecideAsync(context, version, again, isReExecuted: true)
                : RefuseAsync(context, decision, isPaired);
        }

        ProofNonceHeader.Write(context.Response, decision.ProofNonce);
        ApiAuthorizationFeature feature = new(decision, authorizer.Claims);
        context.Features[typeof(ApiAuthorizationFeature)] = feature;
        if (decision.PresentedToken is not null)
        {
            context.Features[typeof(IHttpAuthenticationFeature)] = feature;
        }

        chosen!.Endpoint = GuardedEndpoint.Open(chosen.Endpoint!);
        return next(context);
    }

    // It holds the endpoint that routing has chosen; null or empty if routing has chosen none.
    private static IEndpointFeature? FindEndpoint(HttpContext context) => (IEndpointFeature?)context.Features[typeof(IEndpointFeature)];

    // The service asks the authorizer of a $default or ANY route even about a preflight.
    private async Task AnswerPreflightAsync(HttpContext context, DefinitionVersion version)
    {
        if (version.Engine.DecidesPreflights)
        {
            AuthorizationRequest request = context.ToEndpointRequest();
            if (!telemetry.TryDecide(version.Engine, name: null, request, context, out AuthorizationDecision decision, out var pending))
            {
                decision = await pending.ConfigureAwait(false);
            }

            if (decision.Outcome is not (AuthorizationOutcome.Allowed or AuthorizationOutcome.NotFound))
            {
                await RefuseAsync(context, RefusalResponse.Of(decision)).ConfigureAwait(false);
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // If the path selects one route for us and another endpoint for ASP.NET Core, neither may open what the other protects.
    private Task RefuseAsync(HttpContext context, in AuthorizationDecision decision, bool isPaired)
    {
        if (isPaired || decision.RouteKey is not { } route)
        {
            return RefuseAsync(context, ToolRefusal.Of(context, decision));
        }

        if (FindEndpoint(context)?.Endpoint is null)
        {
            logger.EndpointNotChosen(route);
        }

        return RefuseAsync(context, RefusalResponse.NotFound);
    }

    private Task RefuseAsync(HttpContext context, RefusalResponse refusal) =>
        RefusalWriter.WriteAsync(context, refusal, authorizer.Options.RefusalBody, authorizer.Options.OnRefused);
}
