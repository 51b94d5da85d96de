using System.Globalization;
using Authz.Binding;
using Authz.Tokens;

namespace Authz.Explaining;

/// <summary>What the checks of a token's binding to its sender found.</summary>
internal static class BindingFindings
{
    public static CheckFinding Confirmation(ExplainedRequest explained)
    {
        TokenBinding? binding = explained.Authorizer.TokenBinding;
        string[] expected =
        [
            .. Describe(binding?.Dpop ?? TokenBindingRule.Refused, "cnf.jkt"),
            .. Describe(binding?.MutualTls ?? TokenBindingRule.Refused, "cnf.x5t#S256"),
        ];
        bool isRequired = binding is { Dpop: TokenBindingRule.Required } or { MutualTls: TokenBindingRule.Required };
        return new(
            !explained.Issuer.RefusesConfirmation ? "any cnf"
                : expected.Length == 0 ? "no cnf"
                : $"{(isRequired ? "" : "no cnf, or ")}{string.Join(" and ", expected)}, and nothing else in cnf",
            explained.Payload.Describe("cnf"));
    }

    public static CheckFinding Proof(ExplainedRequest explained)
    {
        ProofStatus status = explained.Trace.Proof;
        if (status != ProofStatus.Unproven)
        {
            return new(ProofRules.Of(status).Expected, Describe(status, explained));
        }

        string? certificate = explained.Request.ClientCertificateThumbprint;
        return explained.Reason == RefusalReason.CertificateMismatch
            ? new(
                $"the client certificate of {explained.Payload.Describe("cnf")}",
                certificate is null ? "none" : $"one with the thumbprint {ValueText.Quote(certificate)}")
            : new("what the token is bound to, proven", explained.Payload.TryGet("cnf", out _) ? "proven" : "nothing to prove");
    }

    private static IEnumerable<string> Describe(TokenBindingRule rule, string member) => rule switch
    {
        TokenBindingRule.Required => [member],
        TokenBindingRule.Allowed => [$"perhaps {member}"],
        _ => [],
    };

    private static string Describe(ProofStatus status, ExplainedRequest explained)
    {
        string[] parts = (explained.Request.Headers.Find("DPoP").Value ?? "").Split('.');
        JsonMembers header = Decode(parts, 0);
        JsonMembers claims = Decode(parts, 1);
        return status switch
        {
            ProofStatus.SentAsBearer => "the scheme Bearer, or none",
            ProofStatus.Missing => "no such header",
            ProofStatus.Repeated => "more than one",
            ProofStatus.NotJwt => $"{parts.Length} part(s), or one that is not strictly encoded JSON",
            ProofStatus.NotProofType => header.Describe("typ"),
            ProofStatus.AlgorithmNotAllowed => header.Describe("alg"),
            ProofStatus.KeyNotUsable or ProofStatus.OtherKey => $"{header.Describe("jwk")}, and {explained.Payload.Describe("cnf")}",
            ProofStatus.ClaimsNotSound => string.Join(", ", claims.Names.Select(claims.Describe)),
            ProofStatus.OtherToken => claims.Describe("ath"),
            ProofStatus.OtherMethod => $"{claims.Describe("htm")} for {ValueText.Quote(explained.Request.Method)}",
            ProofStatus.OtherTarget => DescribeTarget(claims, explained),
            ProofStatus.TooOld or ProofStatus.InFuture => DescribeTime(claims, explained.Trace.Now),
            ProofStatus.NonceMissing or ProofStatus.NonceNotOurs => claims.Describe("nonce"),
            ProofStatus.Replayed or ProofStatus.KeyBusy or ProofStatus.MemoryFull => claims.Describe("jti"),
            _ => "another signature",
        };
    }

    private static string DescribeTarget(JsonMembers claims, ExplainedRequest explained)
    {
        string path = (explained.Request.PublicTarget ?? explained.Request.Target).Split('?')[0];
        IReadOnlyList<string> origins = explained.Authorizer.TokenBinding?.Origins ?? [];
        return $"{claims.Describe("htu")} for {ValueText.Quote(path)} at {ValueText.List([.. origins])}";
    }

    private static string DescribeTime(JsonMembers claims, long now) =>
        claims.TryGet("iat", out string? raw)
        && NumericDate.TryRead(System.Text.Encoding.UTF8.GetBytes(raw), out long seconds, out _)
            ? string.Create(CultureInfo.InvariantCulture, $"iat {ValueText.Time(seconds, now)}")
            : claims.Describe("iat");

    private static JsonMembers Decode(string[] parts, int index) => parts.Length == 3 && System.Text.Ascii.IsValid(parts[index])
        ? JsonMembers.Decode(System.Text.Encoding.ASCII.GetBytes(parts[index]))
        : JsonMembers.Decode("!"u8);
}
