using System.Buffers.Text;
using System.Text;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// A11 to A13: encryption taken for a signature (pac4j CVE-2026-29000), work that a password count asks for (jose2go CVE-2023-50658),
/// and decompression (IdentityModel CVE-2024-21319, python-jose CVE-2024-33664).
/// </summary>
internal static class EncryptedTokens
{
    private static readonly string[] s_keyManagement =
        ["RSA-OAEP", "RSA-OAEP-256", "RSA1_5", "A128KW", "A256KW", "dir", "ECDH-ES", "ECDH-ES+A128KW", "PBES2-HS256+A128KW"];

    public static IEnumerable<AttackCase> Cases() => Encrypted().Concat(Counted()).Concat(Compressed());

    private static IEnumerable<AttackCase> Encrypted()
    {
        string plain = CompactJws.WithoutSignature("""{"alg":"none"}""", Forged.ValidPayload);
        foreach (string algorithm in s_keyManagement)
        {
            string header = $$"""{"alg":"{{algorithm}}","enc":"A128GCM","kid":"ES256","cty":"JWT"}""";
            yield return new AttackCase(
                "A11", $"{algorithm} around an unsecured token", FiveParts(header, plain), RefusalReason.TokenMalformed);
            yield return new AttackCase(
                "A11", $"{algorithm} in three parts", Forged.SignHeader(header.Replace(",\"cty\":\"JWT\"", "", StringComparison.Ordinal)),
                RefusalReason.AlgorithmNotAllowed);
        }

        yield return new AttackCase(
            "A11", "a signed token with two more parts", Forged.SignPayload(Forged.ValidPayload) + ".AA.AA", RefusalReason.TokenMalformed);
        yield return new AttackCase(
            "A11", "a nested token", Forged.SignHeader(Forged.Header(",\"cty\":\"JWT\"")), RefusalReason.TokenMalformed);
        yield return new AttackCase(
            "A11", "a token as the payload", Forged.Sign(Forged.ValidHeader, $"\"{plain}\""), RefusalReason.TokenMalformed);
    }

    private static IEnumerable<AttackCase> Counted() =>
        from count in new[] { "1000", "2147483647", "1e308", "-1", "\"4294967296\"" }
        let header = $$"""{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","kid":"ES256","p2s":"AA","p2c":{{count}}}"""
        from token in new[]
        {
            new AttackCase("A12", $"p2c {count}", FiveParts(header, "x"), RefusalReason.TokenMalformed),
            new AttackCase("A12", $"p2c {count} in three parts", Forged.SignHeader(header), RefusalReason.AlgorithmNotAllowed),
        }
        select token;

    private static IEnumerable<AttackCase> Compressed() =>
        from value in new[] { "\"DEF\"", "\"GZ\"", "\"\"", "null", "true", "[\"DEF\"]" }
        select new AttackCase("A13", $"zip {value}", Forged.SignHeader(Forged.Header($",\"zip\":{value}")), RefusalReason.CriticalHeader);

    private static string FiveParts(string header, string content) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.AA.AA.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))}.AA";
}
