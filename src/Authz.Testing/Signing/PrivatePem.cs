using System.Security.Cryptography;
using NSec.Cryptography;

namespace Authz.Testing.Signing;

/// <summary>Reads a private key in PEM (RFC 7468) as openssl writes it, with the algorithm that its type is used for.</summary>
internal static class PrivatePem
{
    /// <exception cref="CryptographicException">It is not a private key, or not one that an algorithm uses.</exception>
    public static (SigningAlgorithm Algorithm, IKeyParameters Key) Read(string pem) => ReadEd25519(pem) ?? ReadEc(pem) ?? ReadRsa(pem);

    // RFC 8410 section 7.
    private static (SigningAlgorithm, IKeyParameters)? ReadEd25519(string pem)
    {
        PemFields fields = PemEncoding.Find(pem);
        byte[] der = new byte[fields.DecodedDataLength];
        var exportable = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        if (!Convert.TryFromBase64Chars(pem.AsSpan()[fields.Base64Data], der, out _)
            || !Key.TryImport(SignatureAlgorithm.Ed25519, der, KeyBlobFormat.PkixPrivateKey, out Key? key, exportable))
        {
            return null;
        }

        using (key)
        {
            return (SigningAlgorithm.Get("EdDSA"), new Ed25519KeyParameters(key!.Export(KeyBlobFormat.RawPrivateKey)));
        }
    }

    private static (SigningAlgorithm, IKeyParameters)? ReadEc(string pem)
    {
        using ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // The label may be that of RSA alone.
            return null;
        }

        SigningAlgorithm algorithm = SigningAlgorithm.Of(ecdsa.ExportParameters(includePrivateParameters: false).Curve)
            ?? throw new CryptographicException("No algorithm uses its curve.");
        return (algorithm, new EcKeyParameters(algorithm, ecdsa));
    }

    private static (SigningAlgorithm, IKeyParameters) ReadRsa(string pem)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        SigningAlgorithm algorithm = SigningAlgorithm.Get("RS256");
        return (algorithm, new RsaKeyParameters(algorithm, rsa));
    }
}
