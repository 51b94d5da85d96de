using Authz.AspNetCore.Refusals;

namespace Authz.Server.Gateway;

/// <summary>Writes refusals: status, challenge and body.</summary>
internal static class GatewayDecisionWriter
{
    /// <summary>Answers a refused request with the decision's status, challenge and body.</summary>
    public static Task WriteAsync(HttpContext context, AuthorizationDecision decision, CompatibilityProfile profile) =>
        WriteAsync(context, RefusalResponse.Of(decision), profile);

    /// <summary>Answers a refused request.</summary>
    public static Task WriteAsync(HttpContext context, RefusalResponse refusal, CompatibilityProfile profile)
    {
        refusal.WriteHead(context.Response);
        return RefusalContent.For(refusal, profile, context.Request.Headers.Accept).WriteAsync(context);
    }
}
