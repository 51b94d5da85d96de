namespace Authz.Tests.Attacks;

/// <summary>
/// C9: every member that means something, with every JSON type. go-jose CVE-2026-34986, jwx CVE-2024-21664, Envoy CVE-2024-45809.
/// </summary>
internal static class TypeMatrix
{
    /// <summary>One value of each kind.</summary>
    public static readonly string[] Values = ["\"a\"", "\"\"", "1", "1.5", "-1", "true", "null", "[]", "[\"a\"]", "{}"];

    private static readonly string[] s_headerTexts = ["alg", "kid", "typ", "cty", "x5t", "x5t#S256"];
    private static readonly string[] s_headerRefused = ["crit", "b64", "zip"];
    private static readonly string[] s_headerIgnored = ["jku", "jwk", "x5u", "x5c", "x"];
    private static readonly string[] s_headerReplicated = ["iss", "sub", "aud"];
    private static readonly string[] s_claims = ["iss", "sub", "jti", "client_id", "aud", "scope", "scp", "exp", "nbf", "iat", "cnf", "x"];

    public static IEnumerable<AttackCase> Cases() => All().Where(row => row.Expected is not null)
        .Select(row => new AttackCase("C9", row.Description, row.Token, row.Expected!.Value));

    /// <summary>Every combination; the reason is null where the value is right or means nothing.</summary>
    public static IEnumerable<(string Description, string Token, RefusalReason? Expected)> All() => Headers().Concat(Payloads());

    private static IEnumerable<(string Description, string Token, RefusalReason? Expected)> Headers() =>
        from member in s_headerTexts.Concat(s_headerRefused).Concat(s_headerReplicated).Concat(s_headerIgnored)
        from value in Values
        select ($"header {member} is {value}", Forged.SignHeader(HeaderWith(member, value)), ExpectedInHeader(member, value));

    private static IEnumerable<(string Description, string Token, RefusalReason? Expected)> Payloads() =>
        from claim in s_claims
        from value in Values
        select ($"claim {claim} is {value}", Forged.SignPayload(Forged.Payload(claim, value)), ExpectedInPayload(claim, value));

    private static string HeaderWith(string member, string value) => member switch
    {
        "alg" => $$"""{"alg":{{value}},"kid":"ES256"}""",
        "kid" => $$"""{"alg":"ES256","kid":{{value}}}""",
        _ => Forged.Header($",\"{member}\":{value}"),
    };

    private static RefusalReason? ExpectedInHeader(string member, string value) => (member, value) switch
    {
        _ when s_headerIgnored.Contains(member) => null,
        ("alg", "\"a\"") => RefusalReason.AlgorithmNotAllowed,
        ("kid", "\"a\"") => RefusalReason.KeyUnknown,
        ("typ" or "cty" or "x5t" or "x5t#S256", "\"a\"" or "\"\"") => null,
        _ => s_headerRefused.Contains(member) ? RefusalReason.CriticalHeader : RefusalReason.TokenMalformed,
    };

    private static RefusalReason? ExpectedInPayload(string claim, string value) => (claim, value) switch
    {
        ("x", _) => null,
        ("cnf", _) => RefusalReason.ConfirmationUnsupported,
        ("iss", "\"a\"" or "\"\"") => RefusalReason.IssuerMismatch,
        ("sub" or "jti" or "client_id", "\"a\"" or "\"\"") => null,
        ("scope" or "scp", "\"a\"" or "\"\"" or "[]" or "[\"a\"]") => null,
        ("aud", "\"a\"" or "[\"a\"]") => RefusalReason.AudienceMismatch,
        ("exp", "1" or "1.5") => RefusalReason.TokenExpired,
        ("nbf" or "iat", "1" or "1.5") => null,
        _ => RefusalReason.ClaimMalformed,
    };
}
