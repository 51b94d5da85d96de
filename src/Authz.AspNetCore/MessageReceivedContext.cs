using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>A request before its token is looked for.</summary>
public sealed class MessageReceivedContext : ResultContext<JwtAuthorizerOptions>
{
    internal MessageReceivedContext(HttpContext context, AuthenticationScheme scheme, JwtAuthorizerOptions options)
        : base(context, scheme, options)
    {
    }

    /// <summary>
    /// The token that the application found by itself, to be verified in place of the header's; null to look into the header.
    /// </summary>
    public string? Token { get; set; }
}
