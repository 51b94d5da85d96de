using System.Collections.Frozen;
using Authz.Server.Inspector;

namespace Authz.Server.Gateway;

/// <summary>All that happens to a request at the gateway: decide, then refuse or forward.</summary>
internal sealed class GatewayPipeline(
    ApiAuthorizer authorizer,
    FrozenDictionary<string, GatewayIntegration> integrations,
    BackendForwarder forwarder,
    DecisionCounts? decisions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        string requestId = RequestId.Create();
        context.Response.Headers[RequestId.HeaderName] = requestId;
        AuthorizationRequest request = context.ToAuthorizationRequest();
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(request, context.RequestAborted);
        decisions?.Add(decision);
        if (!decision.IsAllowed)
        {
            await GatewayDecisionWriter.WriteAsync(context, decision, authorizer.Definition.Compatibility);
            return;
        }

        await forwarder.ForwardAsync(context, integrations[decision.RouteKey!], request.Target, requestId);
    }
}
