using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>A refusal (401) about to be answered. The values are those of the challenge (RFC 6750 section 3) and can be replaced.</summary>
public sealed class JwtAuthorizerChallengeContext : PropertiesContext<JwtAuthorizerOptions>
{
    internal JwtAuthorizerChallengeContext(
        HttpContext context, AuthenticationScheme scheme, JwtAuthorizerOptions options, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
    {
    }

    /// <summary>Why the token was refused, a <see cref="TokenRefusedException"/>; null if the request had no token.</summary>
    public Exception? AuthenticateFailure { get; internal init; }

    /// <summary>The challenge's <c>error</c>, such as <c>invalid_token</c>; null for none.</summary>
    public string? Error { get; set; }

    /// <summary>The challenge's <c>error_description</c>; null for none.</summary>
    public string? ErrorDescription { get; set; }

    /// <summary>The challenge's <c>error_uri</c>; null for none.</summary>
    public string? ErrorUri { get; set; }

    /// <summary>Whether the application has answered by itself.</summary>
    public bool Handled { get; private set; }

    /// <summary>Leaves the answer to the application: neither status nor challenge is written.</summary>
    public void HandleResponse() => Handled = true;
}
