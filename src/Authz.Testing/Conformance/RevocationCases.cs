namespace Authz.Testing.Conformance;

/// <summary>Cases about tokens that were revoked before they expired.</summary>
internal static class RevocationCases
{
    private const string Target = "/revocable";

    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("revocation/none", token => token),
        Allowed("revocation/other-token", token => token.With("jti", "another-token").With("sid", "another-session")),
        Allowed("revocation/value-of-another-claim", token => token.With("jti", RevocationList.RevokedSession)),
        Allowed("revocation/issued-afterwards", token => token.With("sub", RevocationList.RevokedSubject)),
        Revoked("revocation/token", token => token.With("jti", RevocationList.RevokedToken)),
        Revoked("revocation/session", token => token.With("sid", RevocationList.RevokedSession)),
        Revoked("revocation/user", token => token.With("sub", RevocationList.GoneSubject)),
        Revoked(
            "revocation/user-issued-before",
            token => token.With("sub", RevocationList.RevokedSubject).With("iat", RevocationList.IssuedBefore)),
        Revoked("revocation/user-without-iat", token => token.With("sub", RevocationList.RevokedSubject).Without("iat")),
        Refused("revocation/session-of-another-type", RefusalReason.ClaimMalformed, "a claim of the token is malformed", token => token.With("sid", 7)),
        new()
        {
            Name = "revocation/unavailable",
            Target = "/unlisted",
            CreateHeaders = CaseHeaders.Bearer(),
            Reason = RefusalReason.RevocationUnavailable,
            Status = 503,
        },
    ];

    private static ConformanceCase Allowed(string name, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Target = Target,
        CreateHeaders = Headers(change),
    };

    private static ConformanceCase Revoked(string name, Func<TestToken, TestToken> change) =>
        Refused(name, RefusalReason.TokenRevoked, "the token was revoked", change);

    private static ConformanceCase Refused(string name, RefusalReason reason, string description, Func<TestToken, TestToken> change) =>
        Conformance.Refused.Unauthorized(name, reason, description, Headers(change)) with { Target = Target };

    private static Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> Headers(Func<TestToken, TestToken> change) =>
        CaseHeaders.Bearer(issuers => change(issuers.Main.Token(ConformanceApi.Audience)).Sign(issuers.Main.CurrentKey));
}
