using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>The answer to a refused request whose body may have been the reason.</summary>
internal static class ToolRefusal
{
    /// <summary>The decision's answer, or what is wrong with a body that was not read to its end.</summary>
    public static RefusalResponse Of(HttpContext context, in AuthorizationDecision decision)
    {
        RefusalResponse refusal = RefusalResponse.Of(decision);
        return context.Features.Get<UnreadBody>()?.StatusCode switch
        {
            StatusCodes.Status408RequestTimeout => refusal with { StatusCode = StatusCodes.Status408RequestTimeout, Message = "Request Timeout" },
            StatusCodes.Status413PayloadTooLarge =>
                refusal with { StatusCode = StatusCodes.Status413PayloadTooLarge, Message = "Request Entity Too Large" },
            _ => refusal,
        };
    }
}
