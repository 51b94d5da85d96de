namespace Authz.AspNetCore;

/// <summary>The failure in the result of an authentication that was refused. It is carried, never thrown.</summary>
public sealed class TokenRefusedException : Exception
{
    internal TokenRefusedException(RefusalReason reason)
        : base($"The token was refused: {reason.ToCode()}.") => Reason = reason;

    /// <summary>Why the token was refused.</summary>
    public RefusalReason Reason { get; }
}
