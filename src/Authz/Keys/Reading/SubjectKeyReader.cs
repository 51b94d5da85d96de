using System.Security.Cryptography;
using Authz.Tokens;
using PlatformKey = System.Security.Cryptography.X509Certificates.PublicKey;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads the public key of a certificate or of a PEM file (RFC 5280 section 4.1, SubjectPublicKeyInfo), whose type an object identifier
/// names.
/// </summary>
internal static class SubjectKeyReader
{
    // RFC 3279 section 2.3.1, RFC 5480 section 2.1.1.
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Ec = "1.2.840.10045.2.1";

    // RFC 8410 section 3.
    private const string Ed25519 = "1.3.101.112";

    // RFC 9881 section 2.
    private static readonly Dictionary<string, JwsAlgorithm> s_mlDsa = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.3.17"] = JwsAlgorithm.MLDsa44,
        ["2.16.840.1.101.3.4.3.18"] = JwsAlgorithm.MLDsa65,
        ["2.16.840.1.101.3.4.3.19"] = JwsAlgorithm.MLDsa87,
    };

    /// <exception cref="CryptographicException">It is not a key that the platform accepts.</exception>
    public static JwkReadResult Read(byte[] subjectPublicKeyInfo)
    {
        PlatformKey key = PlatformKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out int length);
        if (length != subjectPublicKeyInfo.Length)
        {
            throw new CryptographicException("There is more after the key.");
        }

        return key.Oid.Value switch
        {
            Rsa => ReadRsa(subjectPublicKeyInfo),
            Ec => ReadEc(subjectPublicKeyInfo),
            Ed25519 => Ed25519KeyReader.Read(null, OctetsOf(key)),
            { } oid when s_mlDsa.TryGetValue(oid, out JwsAlgorithm algorithm) => MLDsaKeyReader.Read(null, algorithm, OctetsOf(key)),
            _ => JwkReadResult.Unused("its key is not RSA, EC, Ed25519 or ML-DSA."),
        };
    }

    public static JwkReadResult Read(RSA rsa) =>
        RsaKeyReader.Read(null, AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss, rsa.ExportParameters(includePrivateParameters: false));

    // RFC 8410 section 3, RFC 9881 section 2: no parameters, not even NULL.
    private static byte[] OctetsOf(PlatformKey key) => key.EncodedParameters?.RawData is { Length: > 0 }
        ? throw new CryptographicException("The algorithm has parameters.")
        : key.EncodedKeyValue.RawData;

    private static JwkReadResult ReadRsa(byte[] subjectPublicKeyInfo)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return Read(rsa);
    }

    private static JwkReadResult ReadEc(byte[] subjectPublicKeyInfo)
    {
        using ECDsa ec = ECDsa.Create();
        ec.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        ECParameters parameters = ec.ExportParameters(includePrivateParameters: false);
        return EllipticCurve.Of(parameters.Curve) is EllipticCurve curve
            ? new JwkReadResult(PublicKey.Ec(null, curve, parameters.Q), null)
            : JwkReadResult.Unused("its curve is not P-256, P-384 or P-521.");
    }
}
