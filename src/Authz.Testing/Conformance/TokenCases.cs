using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>Cases about a token's form, header, key and signature.</summary>
internal static class TokenCases
{
    private const string Malformed = "the token is not a signed JWT whose header names its key";
    private const string BadSignature = "the signature is invalid";
    private const string BadAlgorithm = "the signing algorithm is not allowed";
    private const string BadHeader = "the token header has a member that is not accepted";

    public static IEnumerable<ConformanceCase> All =>
    [
        .. SigningKey.SupportedAlgorithms.Select(algorithm => new ConformanceCase
        {
            Name = $"token/{algorithm}",
            CreateHeaders = CaseHeaders.Bearer(
                issuers => issuers.Main.Token(ConformanceApi.Audience).Sign(issuers.Main.FindKey(algorithm)!)),
        }),
        new()
        {
            Name = "token/second-issuer",
            CreateHeaders = CaseHeaders.Bearer(issuers => issuers.Partner.Mint(ConformanceApi.PartnerAudience)),
        },
        Refused.Unauthorized("token/changed", RefusalReason.SignatureInvalid, BadSignature, CaseHeaders.Bearer(issuers =>
            CompactJws.ReplacePayload(
                issuers.Main.Mint(ConformanceApi.Audience),
                issuers.Main.Token(ConformanceApi.Audience).With("sub", "admin").Claims.ToJsonString()))),
        Refused.Unauthorized("token/stranger-under-our-kid", RefusalReason.SignatureInvalid, BadSignature, CaseHeaders.Bearer(issuers =>
            issuers.Main.Token(ConformanceApi.Audience).Sign(SigningKey.Create("RS256", issuers.Main.CurrentKey.KeyId)))),
        Refused.Unauthorized(
            "token/signed-by-another-issuer", RefusalReason.KeyUnknown, "the signing key is unknown",
            CaseHeaders.Bearer(issuers => issuers.Main.Token(ConformanceApi.Audience).Sign(issuers.Partner.CurrentKey))),
        Refused.Unauthorized("token/alg-none", RefusalReason.TokenMalformed, Malformed, CaseHeaders.Bearer(issuers =>
            issuers.Main.Token(ConformanceApi.Audience).WithHeader("kid", issuers.Main.CurrentKey.KeyId).WithoutSignature())),
        Refused.Token(
            "token/alg-of-secret-keys", RefusalReason.AlgorithmNotAllowed, BadAlgorithm, (token, _) => token.WithHeader("alg", "HS256")),
        Refused.Token(
            "token/alg-of-another-key", RefusalReason.AlgorithmNotAllowed, BadAlgorithm,
            (token, issuer) => token.WithHeader("alg", "PS256").WithHeader("kid", issuer.CurrentKey.KeyId)),
        Refused.Token("token/without-kid", RefusalReason.TokenMalformed, Malformed, (token, _) => token.WithHeader("kid", null)),
        Refused.Token("token/crit", RefusalReason.CriticalHeader, BadHeader, (token, _) => token.WithHeader("crit", new JsonArray("exp"))),
        Refused.Token(
            "token/zip", RefusalReason.CriticalHeader, BadHeader, (token, _) => token.WithHeader("zip", "DEF")),
        Refused.Unauthorized("token/opaque", RefusalReason.TokenMalformed, Malformed, CaseHeaders.Bearer(_ => "2YotnFZFEjr1zCsicMWpAA")),
        Refused.Unauthorized(
            "token/padded", RefusalReason.TokenMalformed, Malformed,
            CaseHeaders.Bearer(issuers => issuers.Main.Mint(ConformanceApi.Audience) + "=")),
        Refused.Unauthorized(
            "token/four-parts", RefusalReason.TokenMalformed, Malformed,
            CaseHeaders.Bearer(issuers => issuers.Main.Mint(ConformanceApi.Audience) + ".x")),
        Refused.Unauthorized(
            "token/duplicate-claim", RefusalReason.TokenMalformed, Malformed, CaseHeaders.Bearer(issuers => CompactJws.Sign(
                $$"""{"alg":"RS256","kid":"{{issuers.Main.CurrentKey.KeyId}}"}""",
                issuers.Main.Token(ConformanceApi.Audience).Claims.ToJsonString()[..^1] + ",\"sub\":\"admin\"}",
                issuers.Main.CurrentKey))),
        Refused.Token(
            "token/too-large", RefusalReason.TokenTooLarge, "the token is too large",
            (token, _) => token.With("pad", new string('x', 6_300))),
        new()
        {
            Name = "token/keys-unavailable",
            Target = "/down",
            CreateHeaders = CaseHeaders.Bearer(issuers => issuers.Unreachable.Mint(ConformanceApi.Audience)),
            Reason = RefusalReason.KeysUnavailable,
            Status = 503,
        },
    ];
}
