using Authz;
using Authz.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace McpServerSample;

/// <summary>
/// Asks the policies of a tool before the server sees the call: a refusal is then HTTP 403 with a challenge that names the scopes, from
/// which a client gets another token, and not an error in JSON-RPC.
/// </summary>
internal sealed class ToolPolicies(
    RequestDelegate next,
    IOptions<McpServerOptions> server,
    IAuthorizationPolicyProvider policies,
    IAuthorizationService authorization)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<CallsTools>() is not null)
        {
            RequestedTools requested = await context.ReadRequestedToolsAsync();
            if (!requested.IsReadable)
            {
                context.Response.StatusCode = context.IsToolBodyTooLarge()
                    ? StatusCodes.Status413PayloadTooLarge
                    : StatusCodes.Status400BadRequest;
                return;
            }

            if (!await AreAllowedAsync(context, endpoint, requested.Names))
            {
                await context.ForbidAsync();
                return;
            }
        }

        await next(context);
    }

    // The endpoint's policy is asked again with the tool's: the challenge then names what suffices for both.
    private async Task<bool> AreAllowedAsync(HttpContext context, Endpoint endpoint, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (server.Value.ToolCollection?.TryGetPrimitive(name, out McpServerTool? tool) != true)
            {
                // The server says that there is no such tool.
                continue;
            }

            AuthorizationPolicy? policy = await AuthorizationPolicy.CombineAsync(
                policies,
                [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), .. tool!.Metadata.OfType<IAuthorizeData>()],
                [.. endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>(), .. tool.Metadata.OfType<AuthorizationPolicy>()]);
            if (policy is not null && !(await authorization.AuthorizeAsync(context.User, context, policy)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }
}
