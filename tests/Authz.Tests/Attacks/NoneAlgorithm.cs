using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// A1: tokens that call themselves unsecured. jsonwebtoken CVE-2022-23540, Apache Pulsar CVE-2021-22160, fast-jwt GHSA-8wpc-h4q6-8fxv.
/// </summary>
internal static class NoneAlgorithm
{
    private static readonly (string Name, string Format)[] s_surroundings =
        [("plain", "{0}"), ("space before", " {0}"), ("space after", "{0} "), ("NUL after", "{0}\\u0000")];

    private static readonly string[] s_otherValues = ["null", "[]", "[\"none\"]", "\"\"", "{}", "false", "0"];

    public static IEnumerable<AttackCase> Cases() => Casings().Concat(OtherValues());

    private static IEnumerable<AttackCase> Casings() =>
        from casing in Enumerable.Range(0, 16).Select(Casing)
        from surrounding in s_surroundings
        let header = $$"""{"alg":"{{string.Format(null, surrounding.Format, casing)}}","kid":"ES256"}"""
        from shape in Shapes(header)
        select new AttackCase("A1", $"{casing}, {surrounding.Name}, {shape.Name}", shape.Token, shape.Expected);

    private static IEnumerable<(string Name, string Token, RefusalReason Expected)> Shapes(string header)
    {
        string unsigned = CompactJws.WithoutSignature(header, Forged.ValidPayload);
        yield return ("no signature", unsigned, RefusalReason.TokenMalformed);
        yield return ("no signature and no dot", unsigned[..^1], RefusalReason.TokenMalformed);
        yield return ("one byte for a signature", unsigned + "AA", RefusalReason.AlgorithmNotAllowed);
        yield return ("a real signature", Forged.SignHeader(header), RefusalReason.AlgorithmNotAllowed);
    }

    private static IEnumerable<AttackCase> OtherValues() =>
        from value in s_otherValues
        select new AttackCase(
            "A1", $"alg is {value}", Forged.SignHeader($$"""{"alg":{{value}},"kid":"ES256"}"""), RefusalReason.TokenMalformed);

    private static string Casing(int bits) =>
        string.Concat("none".Select((letter, place) => (bits >> place & 1) == 1 ? char.ToUpperInvariant(letter) : letter));
}
