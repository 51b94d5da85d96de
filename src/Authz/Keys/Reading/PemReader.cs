using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads public keys and certificates from PEM text (RFC 7468). PEM has no place for a <c>kid</c>: a key's name is its RFC 7638
/// thumbprint. Only the key of a certificate is read, not its chain or dates.
/// </summary>
internal static class PemReader
{
    private const string NotAccepted = "the platform does not accept it.";

    public static KeyReadResult Read(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<char> rest = Encoding.UTF8.GetString(content);
        List<PublicKey> keys = [];
        List<UnusedKey> unused = [];
        for (int block = 0; ; block++)
        {
            bool isFound = PemEncoding.TryFind(rest, out PemFields fields);
            if (PemFault.Find(rest, isFound ? fields.Location.Start.Value : rest.Length) is { } fault)
            {
                // The whole file fails: a cut or wrongly joined file must not withdraw keys.
                return KeyReadResult.Unusable($"PEM block {block} {fault}");
            }

            if (!isFound)
            {
                return UsableKeys.Select(keys, unused);
            }

            if (block == KeyLimits.KeysPerSet)
            {
                return KeyReadResult.Unusable($"The file has more than {KeyLimits.KeysPerSet} PEM blocks.");
            }

            JwkReadResult key = Read(rest[fields.Label], rest[fields.Location]);
            if (key.PublicKey is null)
            {
                unused.Add(new UnusedKey($"PEM block {block}", KeyId: null, key.Cause!));
            }
            else
            {
                keys.Add(key.PublicKey);
            }

            rest = rest[fields.Location.End..];
        }
    }

    private static JwkReadResult Read(ReadOnlySpan<char> label, ReadOnlySpan<char> pem)
    {
        try
        {
            return label switch
            {
                "PUBLIC KEY" => ReadPublicKey(pem),
                "RSA PUBLIC KEY" => ReadRsa(pem),
                "CERTIFICATE" => ReadCertificate(pem),
                _ when label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) =>
                    JwkReadResult.Unused("it is a private key, which has no place here. Keep its public half only."),
                _ => JwkReadResult.Unused("it is not PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE."),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return JwkReadResult.Unused(NotAccepted);
        }
    }

    // The label does not show the type of the key (RFC 7468 section 13).
    private static JwkReadResult ReadPublicKey(ReadOnlySpan<char> pem)
    {
        PemFields fields = PemEncoding.Find(pem);
        byte[] der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out _)
            ? SubjectKeyReader.Read(der)
            : JwkReadResult.Unused(NotAccepted);
    }

    private static JwkReadResult ReadRsa(ReadOnlySpan<char> pem)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return SubjectKeyReader.Read(rsa);
    }

    private static JwkReadResult ReadCertificate(ReadOnlySpan<char> pem)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        return SubjectKeyReader.Read(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
