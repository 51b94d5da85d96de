using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>Cases about a token's claims.</summary>
internal static class ClaimCases
{
    private const string BadIssuer = "issuer does not match";
    private const string BadAudience = "the token does not have a valid audience";
    private const string Missing = "a required claim is missing";
    private const string Malformed = "a claim of the token is malformed";
    private const string Expired = "the token is expired";
    private const string TooEarly = "the token is not valid yet";

    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("claim/second-audience", (token, _) => token.With("aud", "conformance-v2")),
        Allowed("claim/one-of-several-audiences", (token, _) => token.With("aud", new JsonArray("other", ConformanceApi.Audience))),
        Allowed("claim/client-id-for-audience", (token, _) => token.Without("aud").With("client_id", ConformanceApi.Audience)),
        Allowed(
            "claim/expired-within-skew", (token, issuer) => token.With("exp", issuer.Clock.GetUtcNow().AddSeconds(-20)).With(
                "nbf", issuer.Clock.GetUtcNow().AddHours(-1))),
        HandedOn(),
        Refused.Token(
            "claim/other-issuer", RefusalReason.IssuerMismatch, BadIssuer, (token, _) => token.With("iss", "https://other.example")),
        Refused.Token(
            "claim/issuer-without-its-slash", RefusalReason.IssuerMismatch, BadIssuer,
            (token, issuer) => token.With("iss", issuer.Issuer.TrimEnd('/'))),
        Refused.Token(
            "claim/issuer-in-another-case", RefusalReason.IssuerMismatch, BadIssuer,
            (token, issuer) => token.With("iss", issuer.Issuer.ToUpperInvariant())),
        Refused.Token("claim/no-issuer", RefusalReason.ClaimMissing, Missing, (token, _) => token.Without("iss")),
        Refused.Token("claim/other-audience", RefusalReason.AudienceMismatch, BadAudience, (token, _) => token.With("aud", "other")),
        Refused.Token(
            "claim/audience-of-the-other-issuer", RefusalReason.AudienceMismatch, BadAudience,
            (token, _) => token.With("aud", ConformanceApi.PartnerAudience)),
        Refused.Token(
            "claim/audience-before-client-id", RefusalReason.AudienceMismatch, BadAudience,
            (token, _) => token.With("aud", "other").With("client_id", ConformanceApi.Audience)),
        Refused.Token("claim/no-audience", RefusalReason.ClaimMissing, Missing, (token, _) => token.Without("aud")),
        Refused.Token("claim/no-exp", RefusalReason.ClaimMissing, Missing, (token, _) => token.Without("exp")),
        Refused.Token("claim/exp-as-text", RefusalReason.ClaimMalformed, Malformed, (token, _) => token.With("exp", "4102444800")),
        Refused.Token(
            "claim/expired", RefusalReason.TokenExpired, Expired, (token, issuer) => token.With(
                "exp", issuer.Clock.GetUtcNow().AddMinutes(-2)).With("nbf", issuer.Clock.GetUtcNow().AddHours(-1))),
        Refused.Token(
            "claim/not-yet-valid", RefusalReason.TokenNotYetValid, TooEarly,
            (token, issuer) => token.With("nbf", issuer.Clock.GetUtcNow().AddMinutes(2))),
        Refused.Token(
            "claim/issued-in-the-future", RefusalReason.TokenNotYetValid, TooEarly,
            (token, issuer) => token.With("iat", issuer.Clock.GetUtcNow().AddMinutes(2))),
        Refused.Token(
            "claim/bound-to-its-sender", RefusalReason.ConfirmationUnsupported, "the token is bound to a key of its sender",
            (token, _) => token.With("cnf", new JsonObject { ["jkt"] = "x" })),
    ];

    private static ConformanceCase Allowed(string name, Func<TestToken, FakeIssuer, TestToken> change) => new()
    {
        Name = name,
        CreateHeaders = CaseHeaders.Bearer(
            issuers => change(issuers.Main.Token(ConformanceApi.Audience), issuers.Main).Sign(issuers.Main.CurrentKey)),
    };

    // Fixed times, so that the claims are known before the token is made.
    private static ConformanceCase HandedOn()
    {
        JsonObject claims = new()
        {
            ["iss"] = "https://id.conformance.example/",
            ["sub"] = "päivi",
            ["aud"] = new JsonArray(ConformanceApi.Audience, "other"),
            ["exp"] = 253402300799,
            ["iat"] = 1_500_000_000.5,
            ["active"] = true,
            ["address"] = new JsonObject { ["country"] = "FI", ["lines"] = new JsonArray("a", "b") },
        };
        return new ConformanceCase
        {
            Name = "claim/handed-on-as-signed",
            Claims = claims,
            CreateHeaders = CaseHeaders.Bearer(issuers => CompactJws.Sign(
                $$"""{"alg":"RS256","kid":"{{issuers.Main.CurrentKey.KeyId}}"}""", claims.ToJsonString(), issuers.Main.CurrentKey)),
        };
    }
}
