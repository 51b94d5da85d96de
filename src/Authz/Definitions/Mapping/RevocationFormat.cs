namespace Authz.Definitions.Mapping;

/// <summary>The format of an authorizer's <c>revocation</c>.</summary>
internal static class RevocationFormat
{
    private static readonly Words<RevocationFallback> s_fallbacks = new(("DENY", RevocationFallback.Deny), ("ALLOW", RevocationFallback.Allow));

    public static readonly ObjectFormat<RevocationDefinition> Revocation = new ObjectFormat<RevocationDefinition>(
            "revocation", "Which tokens are refused because they were revoked.", new RevocationDefinition())
        .Texts(
            "claims", "The claims by which a token is looked for. Default: jti, sid, sub.",
            revocation => revocation.Claims.SequenceEqual(RevocationDefinition.AllClaims, StringComparer.Ordinal) ? null : revocation.Claims,
            (revocation, claims) => revocation with { Claims = claims },
            type: """{ "type": "array", "items": { "enum": ["jti", "sid", "sub"] }, "minItems": 1, "uniqueItems": true }""")
        .Time(
            "maximumStaleness", "Seconds for which the entries may be relied on after they were last known to be complete. Default: 60.",
            revocation => revocation.MaximumStaleness == RevocationDefinition.DefaultMaximumStaleness ? null : revocation.MaximumStaleness,
            (revocation, staleness) => revocation with { MaximumStaleness = staleness }, new ValueRange(5, 3_600, "The maximum staleness"))
        .Word(
            "onUnavailable", "What becomes of a token if it cannot be told whether it is revoked. Default: DENY.", s_fallbacks,
            revocation => revocation.OnUnavailable == RevocationFallback.Deny ? null : revocation.OnUnavailable,
            (revocation, fallback) => revocation with { OnUnavailable = fallback })
        .Text(
            "file", "A file of entries, looked at every second. Default: the fleet's store alone.",
            revocation => revocation.File, (revocation, file) => revocation with { File = file });
}
