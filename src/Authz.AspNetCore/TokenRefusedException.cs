namespace Authz.AspNetCore;

/// <summary>
/// Why a presented token was refused: the failure of the authentication's result, of <see cref="AuthenticationFailedContext"/> and of
/// <see cref="JwtAuthorizerChallengeContext"/>. It is carried, never thrown, and contains nothing of the request.
/// </summary>
public sealed class TokenRefusedException : Exception
{
    internal TokenRefusedException(RefusalReason reason)
        : base($"The token was refused: {reason.ToCode()}.") => Reason = reason;

    /// <summary>Why the token was refused.</summary>
    public RefusalReason Reason { get; }
}
