using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>
/// A presented token that was refused. The application may add headers or log; the token stays refused, on open endpoints too, where the
/// request goes on without a user.
/// </summary>
public sealed class AuthenticationFailedContext : BaseContext<JwtAuthorizerOptions>
{
    private const string Final = "A refused token stays refused. Remove the call; OnChallenge and OnRefused shape the answer.";

    internal AuthenticationFailedContext(
        HttpContext context, AuthenticationScheme scheme, JwtAuthorizerOptions options, TokenRefusedException exception)
        : base(context, scheme, options) => Exception = exception;

    /// <summary>Why the token was refused. It is carried, never thrown.</summary>
    public TokenRefusedException Exception { get; }

    /// <summary>A member of JwtBearer's context that is not supported: the message of the compiler names the remedy.</summary>
    [Obsolete(Final, error: true)]
    public void Success() => throw new NotSupportedException(Final);

    /// <inheritdoc cref="Success"/>
    [Obsolete(Final, error: true)]
    public void NoResult() => throw new NotSupportedException(Final);

    /// <inheritdoc cref="Success"/>
    /// <param name="failure">Not used.</param>
    [Obsolete(Final, error: true)]
    public void Fail(object failure) => throw new NotSupportedException(Final);
}
