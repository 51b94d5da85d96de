using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tokens;

namespace Authz.Tests.Attacks;

/// <summary>
/// A2, A3, A8: a public key taken for a shared secret (PyJWT CVE-2022-29217, python-jose CVE-2024-33663, fast-jwt CVE-2023-48223,
/// hono CVE-2026-22817), an algorithm that is not the key's, and empty secrets (ruby-jwt CVE-2026-45363).
/// </summary>
internal static class KeyConfusion
{
    private static readonly string[] s_macs = ["HS256", "HS384", "HS512"];
    private static readonly string[] s_foreignNames =
        ["ES256K", "Ed448", "ML-DSA-44", "ML-DSA-65", "ESP256", "ESB256", "RSA1_5", "A256KW", "dir", "ES521", "rs256", "RS1"];
    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true };

    public static IEnumerable<AttackCase> Cases() => PublicKeysAsSecrets().Concat(OtherAlgorithms()).Concat(EmptySecrets());

    private static IEnumerable<AttackCase> PublicKeysAsSecrets() =>
        from key in new[] { TestKeys.For("RS256"), TestKeys.For("ES256") }
        from encoding in Encodings(key)
        from algorithm in s_macs
        from isHonest in new[] { true, false }
        let header = $$"""{"alg":"{{(isHonest ? algorithm : key.Algorithm)}}","kid":"{{key.KeyId}}"}"""
        select new AttackCase(
            "A2",
            $"{key.Algorithm} key as {encoding.Name} for {algorithm}, {(isHonest ? "in the header" : "under the key's own name")}",
            Forged.WithMac(header, Forged.ValidPayload, algorithm, encoding.Secret),
            isHonest ? RefusalReason.AlgorithmNotAllowed : RefusalReason.SignatureInvalid);

    private static IEnumerable<AttackCase> OtherAlgorithms() =>
        from key in TestKeys.All
        from algorithm in SigningKey.SupportedAlgorithms.Concat(s_foreignNames)
        where JwsAlgorithmNames.Parse(algorithm) != JwsAlgorithmNames.Parse(key.Algorithm)
        let header = $$"""{"alg":"{{algorithm}}","kid":"{{key.KeyId}}"}"""
        let signer = SigningKey.SupportedAlgorithms.Contains(algorithm) ? TestKeys.For(algorithm) : key
        select new AttackCase(
            "A3", $"{algorithm} under a key for {key.Algorithm}", CompactJws.Sign(header, Forged.ValidPayload, signer),
            RefusalReason.AlgorithmNotAllowed);

    private static IEnumerable<AttackCase> EmptySecrets() =>
        from algorithm in s_macs
        from secret in new[] { "", "key", "secret", "\u0001" }
        from keyId in new[] { "ES256", "unknown" }
        let header = $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}"""
        select new AttackCase(
            "A8",
            $"{algorithm} with the secret '{secret}' under {keyId}",
            Forged.WithMac(header, Forged.ValidPayload, algorithm, Encoding.UTF8.GetBytes(secret)),
            RefusalReason.AlgorithmNotAllowed);

    private static IEnumerable<(string Name, byte[] Secret)> Encodings(SigningKey key)
    {
        JsonObject jwk = key.ToPublicJwk();
        using AsymmetricAlgorithm platformKey = Import(jwk);
        string pem = platformKey.ExportSubjectPublicKeyInfoPem();
        (string, string)[] texts =
        [
            ("PEM", pem), ("PEM with a line feed", pem + "\n"), ("PEM with CRLF", pem.ReplaceLineEndings("\r\n") + "\r\n"),
            ("PEM after a space", " " + pem), ("PEM after a line feed", "\n" + pem), ("PEM in one line", pem.ReplaceLineEndings("")),
            ("base64 without its frame", string.Concat(pem.ReplaceLineEndings("\n").Split('\n')[1..^1])),
            ("JWK", jwk.ToJsonString()), ("JWK, indented", jwk.ToJsonString(s_pretty)), ("key set", TestKeys.SetOf(key).ToJsonString()),
            ("first member's text", (jwk["n"] ?? jwk["x"])!.ToString()), ("kid", key.KeyId),
        ];
        (string, byte[])[] bytes =
            [("DER", platformKey.ExportSubjectPublicKeyInfo()), .. CertificatesOf(platformKey), .. NumbersOf(platformKey)];
        return [.. texts.Select(text => (text.Item1, Encoding.UTF8.GetBytes(text.Item2))), .. bytes];
    }

    private static (string, byte[])[] NumbersOf(AsymmetricAlgorithm key)
    {
        if (key is RSA rsa)
        {
            return
            [
                ("modulus", rsa.ExportParameters(false).Modulus!), ("PKCS 1 DER", rsa.ExportRSAPublicKey()),
                ("PKCS 1 PEM", Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem())),
            ];
        }

        ECPoint point = ((ECDsa)key).ExportParameters(false).Q;
        return
        [
            ("x and y", [.. point.X!, .. point.Y!]), ("uncompressed point", [4, .. point.X!, .. point.Y!]),
            ("compressed point", [2, .. point.X!]),
        ];
    }

    // Whose name a certificate bears and who signed it does not matter here: its bytes are public.
    private static (string, byte[])[] CertificatesOf(AsymmetricAlgorithm key)
    {
        using ECDsa authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey publicKey = key is RSA rsa ? new PublicKey(rsa) : new PublicKey((ECDsa)key);
        var request = new CertificateRequest(new X500DistinguishedName("CN=issuer"), publicKey, HashAlgorithmName.SHA256);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(TestApi.Now);
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName("CN=authority"), X509SignatureGenerator.CreateForECDsa(authority), now, now.AddYears(1), [1]);
        return [("certificate", certificate.RawData), ("certificate as PEM", Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()))];
    }

    private static AsymmetricAlgorithm Import(JsonObject jwk) => jwk["kty"]!.ToString() == "RSA"
        ? RSA.Create(new RSAParameters { Modulus = Decode(jwk["n"]), Exponent = Decode(jwk["e"]) })
        : ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Decode(jwk["x"]), Y = Decode(jwk["y"]) } });

    private static byte[] Decode(JsonNode? member) => System.Buffers.Text.Base64Url.DecodeFromChars(member!.ToString());
}
