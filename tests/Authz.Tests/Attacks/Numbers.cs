namespace Authz.Tests.Attacks;

/// <summary>
/// C7, D2: dates that are no dates, and that must not count as absent. Rust jsonwebtoken CVE-2026-25537, hono CVE-2026-44459.
/// </summary>
internal static class Numbers
{
    private static readonly string[] s_claims = ["exp", "nbf", "iat"];

    private static readonly string[] s_notDates =
    [
        "1e400", "9e99", "-1", "-0", "-0.5", "-1e10", "1e-400", "18446744073709551616", "9223372036854775808", "253402300800",
        "253402300799.5", "1e12", "1800000000000", "\"1800003600\"", "\"\"", "true", "false", "null", "[]", "[1800003600]", "{}",
        "{\"exp\":1800003600}", "\"2030-01-01T00:00:00Z\"", "\"1e10\"", "\"NaN\"",
    ];

    private static readonly string[] s_notJson =
        [
            "NaN", "Infinity", "-Infinity", "0x10", "01", "+1", "1_0", ".5", "5.", "1e", "1e+", "--1", "1,5", "1 800 003 600",
            "1800003600n", "1800003600L", "\u0661",
        ];

    public static IEnumerable<AttackCase> Cases() =>
        from claim in s_claims
        from row in s_notDates.Select(number => (Number: number, Expected: RefusalReason.ClaimMalformed))
            .Concat(s_notJson.Select(number => (Number: number, Expected: RefusalReason.TokenMalformed)))
        select new AttackCase("C7", $"{claim} is {row.Number}", Forged.SignPayload(Forged.Payload(claim, row.Number)), row.Expected);
}
