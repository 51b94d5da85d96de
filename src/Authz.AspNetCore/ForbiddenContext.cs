using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>A request whose bearer is authenticated but not authorized.</summary>
public sealed class ForbiddenContext : ResultContext<JwtAuthorizerOptions>
{
    internal ForbiddenContext(HttpContext context, AuthenticationScheme scheme, JwtAuthorizerOptions options)
        : base(context, scheme, options)
    {
    }
}
