namespace Authz.Tests.Attacks;

/// <summary>
/// C5, C6: deep and large tokens. jwx GHSA on nesting, golang-jwt CVE-2025-30204 and go-jose CVE-2025-27144 on dots, Authlib
/// CVE-2025-61920 on size.
/// </summary>
internal static class Sizes
{
    private static readonly int[] s_depths = [17, 33, 65, 500];

    public static IEnumerable<AttackCase> Cases() => Depths().Concat(Lengths()).Concat(Counts());

    private static IEnumerable<AttackCase> Depths() =>
        from depth in s_depths
        from form in new[] { ("[", "]", ""), ("{\"a\":", "}", "1"), ("[{\"a\":", "}]", "1") }
        from isClosed in new[] { true, false }
        let nested = Repeat(form.Item1, depth) + (isClosed ? form.Item3 + Repeat(form.Item2, depth) : "")
        from isHeader in new[] { true, false }
        where !isHeader || nested.Length < 1900
        where nested.Length < 5500
        let member = $",\"x\":{nested}"
        select new AttackCase(
            "C5",
            $"{depth} times {form.Item1}{(isClosed ? "" : ", never closed")}, in the {(isHeader ? "header" : "payload")}",
            isHeader ? Forged.SignHeader(Forged.Header(member)) : Forged.SignPayload(Forged.PayloadWith(member)),
            RefusalReason.TokenMalformed);

    private static IEnumerable<AttackCase> Lengths()
    {
        string token = Forged.SignPayload(Forged.ValidPayload);
        (string Description, string Token)[] large =
        [
            ("8,193 characters", token + new string('A', 8193 - token.Length)),
            ("a megabyte", new string('A', 1 << 20)),
            ("a million dots", new string('.', 1_000_000)),
            ("110,000 levels", Forged.SignPayload(Forged.PayloadWith($",\"x\":{Repeat("[", 110_000)}"))),
            ("a header of 2,049 bytes", Forged.SignHeader(Forged.ValidHeader.PadRight(2049))),
            ("a payload of 7,000 bytes", Forged.SignPayload(Forged.ValidPayload.PadRight(7000))),
            ("100,000 audiences", Forged.SignPayload(Forged.Payload("aud", $"[{Repeat("\"a\",", 100_000)}\"b\"]"))),
        ];
        return
        [
            .. large.Select(row => new AttackCase("C6", row.Description, row.Token, RefusalReason.TokenTooLarge)),
            new AttackCase("C6", "8,192 dots", new string('.', 8192), RefusalReason.TokenMalformed),
        ];
    }

    private static IEnumerable<AttackCase> Counts()
    {
        yield return new AttackCase(
            "C6", "65 audiences", Forged.SignPayload(Forged.Payload("aud", $"[{Repeat("\"pets-api\",", 64)}\"pets-api\"]")),
            RefusalReason.ClaimMalformed);
        yield return new AttackCase("C6", "256 claims", Forged.SignPayload(Forged.PayloadWith(Members(250))), RefusalReason.TokenMalformed);
        yield return new AttackCase(
            "C6", "254 header members",
            Forged.SignHeader(Forged.Header(string.Concat(Enumerable.Range(0, 254).Select(index => $",\"{(char)(0xC0 + index)}\":1")))),
            RefusalReason.TokenMalformed);
        yield return new AttackCase(
            "C6", "a name of 600 characters, escaped", Forged.SignPayload(Forged.PayloadWith($",\"\\u0061{new string('a', 600)}\":1")),
            RefusalReason.TokenMalformed);
        yield return new AttackCase(
            "C6", "a number of 4,000 digits", Forged.SignPayload(Forged.Payload("exp", Repeat("9", 4000))), RefusalReason.ClaimMalformed);
        yield return new AttackCase(
            "C6", "a fraction of 4,000 digits", Forged.SignPayload(Forged.Payload("exp", "1." + Repeat("9", 4000))),
            RefusalReason.ClaimMalformed);
        yield return new AttackCase(
            "C6", "an exponent of 4,000 digits", Forged.SignPayload(Forged.Payload("exp", "1e" + Repeat("9", 4000))),
            RefusalReason.ClaimMalformed);
    }

    private static string Members(int count) => string.Concat(Enumerable.Range(0, count).Select(index => $",\"m{index}\":1"));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
