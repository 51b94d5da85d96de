using System.ComponentModel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore;

/// <summary>A verified token and its principal. The application may add to the principal, replace it, or refuse.</summary>
public sealed class TokenValidatedContext : ResultContext<JwtAuthorizerOptions>
{
    internal TokenValidatedContext(HttpContext context, AuthenticationScheme scheme, JwtAuthorizerOptions options, VerifiedToken token)
        : base(context, scheme, options) => VerifiedToken = token;

    /// <summary>The verified token.</summary>
    public VerifiedToken VerifiedToken { get; }

    /// <summary>Not supported; the message of the compiler names the remedy.</summary>
    [Obsolete("Read 'VerifiedToken', whose ReadClaims() has every claim; its characters are in HttpContext.GetAccessToken().", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SecurityToken? SecurityToken => null;
}
