using System.Buffers.Text;
using System.Security.Cryptography;
using Authz.AspNetCore.Definitions;

namespace Authz.Server.Proxies;

/// <summary>
/// The header <c>X-Forwarded-Client-Cert</c> as Envoy writes it: one element of <c>Key=Value</c> pairs between semicolons. Its <c>Hash</c>
/// is the certificate's SHA-256, its <c>Cert</c> the certificate as URL-encoded PEM; where both are there, they must agree.
/// </summary>
internal static class ForwardedClientCert
{
    /// <summary>The thumbprint of the certificate; null if the value has no certificate, or not exactly one.</summary>
    public static string? ReadThumbprint(string value)
    {
        string? hash = null;
        string? certificate = null;
        if (!TrySplit(value, out List<string> pairs))
        {
            return null;
        }

        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? "" : pair[..equals].Trim();
            if (key.Equals("Hash", StringComparison.OrdinalIgnoreCase))
            {
                hash = hash is null ? ReadHash(Unquote(pair[(equals + 1)..])) : "";
            }
            else if (key.Equals("Cert", StringComparison.OrdinalIgnoreCase))
            {
                certificate = certificate is null ? ReadCertificate(Unquote(pair[(equals + 1)..])) : "";
            }
        }

        string? found = hash is null || certificate is null || hash == certificate ? hash ?? certificate : null;
        return string.IsNullOrEmpty(found) ? null : found;
    }

    // A comma begins another element: there was another proxy before, and whose certificate is meant is not certain.
    private static bool TrySplit(string value, out List<string> pairs)
    {
        pairs = [];
        int start = 0;
        bool isQuoted = false;
        for (int at = 0; at < value.Length; at++)
        {
            switch (value[at])
            {
                case '\\' when isQuoted:
                    at++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    return false;
                case ';' when !isQuoted:
                    pairs.Add(value[start..at]);
                    start = at + 1;
                    break;
            }
        }

        pairs.Add(value[start..]);
        return !isQuoted;
    }

    private static string Unquote(string text)
    {
        text = text.Trim();
        return text is ['"', .. var inner, '"'] ? inner : text;
    }

    // Empty for a text that is no hash.
    private static string ReadHash(string hexadecimal) =>
        hexadecimal.Length == 2 * SHA256.HashSizeInBytes && hexadecimal.All(char.IsAsciiHexDigit)
            ? Base64Url.EncodeToString(Convert.FromHexString(hexadecimal))
            : "";

    // Empty for a text that is not one certificate.
    private static string ReadCertificate(string encoded)
    {
        string pem = Uri.UnescapeDataString(encoded);
        bool isFound = PemEncoding.TryFind(pem, out PemFields fields)
            && pem[fields.Label] == "CERTIFICATE"
            && pem[..fields.Location.Start].Trim().Length == 0
            && pem[fields.Location.End..].Trim().Length == 0;
        byte[] der = new byte[isFound ? fields.DecodedDataLength : 0];
        return isFound && Convert.TryFromBase64Chars(pem.AsSpan()[fields.Base64Data], der, out int length) && length == der.Length
            ? ClientCertificate.ThumbprintOf(der)
            : "";
    }
}
