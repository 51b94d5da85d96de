namespace Authz;

/// <summary>The stable code of each <see cref="RefusalReason"/>.</summary>
public static class RefusalReasonExtensions
{
    private static readonly string[] s_codes =
    [
        "undecided", "target_ambiguous", "route_not_found", "token_missing", "credentials_ambiguous", "token_malformed", "token_too_large",
        "critical_header", "algorithm_not_allowed", "token_type_mismatch", "key_unknown", "keys_unavailable", "signature_invalid",
        "claim_malformed", "claim_missing", "issuer_mismatch", "audience_mismatch", "token_expired", "token_not_yet_valid",
        "confirmation_unsupported", "scope_missing",
    ];

    /// <summary>The reason's code, such as <c>token_expired</c>: stable across versions, safe as a metric tag.</summary>
    public static string ToCode(this RefusalReason reason) =>
        (int)reason < s_codes.Length ? s_codes[(int)reason] : s_codes[0];
}
