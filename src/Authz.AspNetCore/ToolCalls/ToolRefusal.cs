using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>The answer to a refused request whose body may have been the reason.</summary>
internal static class ToolRefusal
{
    private const string TooLarge = "Request Entity Too Large";

    /// <summary>The decision's answer, or 413 if the body was too large to be read.</summary>
    public static RefusalResponse Of(HttpContext context, in AuthorizationDecision decision)
    {
        RefusalResponse refusal = RefusalResponse.Of(decision);
        return context.Features.Get<OversizedBody>() is null
            ? refusal
            : refusal with { StatusCode = StatusCodes.Status413PayloadTooLarge, Message = TooLarge };
    }
}
