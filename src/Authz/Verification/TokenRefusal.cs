using Authz.Tokens;

namespace Authz.Verification;

/// <summary>Why a token was refused, with the values that its texts need.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Algorithm">The algorithm that was not allowed, if that is the reason and the name is known.</param>
/// <param name="Issuer">The issuer that the token named, if the refusal concerns its keys.</param>
/// <param name="Cause">Why the keys are unavailable, if that is the reason.</param>
/// <param name="Pending">The fetch that may change the verdict; null if waiting is useless.</param>
internal readonly record struct TokenRefusal(
    RefusalReason Reason, JwsAlgorithm Algorithm = JwsAlgorithm.Unknown, CompiledIssuer? Issuer = null,
    KeysUnavailableCause Cause = default, PendingKeys? Pending = null)
{
    public static implicit operator TokenRefusal(RefusalReason reason) => new(reason);
}
