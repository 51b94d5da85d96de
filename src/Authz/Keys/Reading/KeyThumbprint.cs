using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Keys.Reading;

/// <summary>
/// The SHA-256 thumbprint of a public key (RFC 7638 section 3): the hash of its required members, in lexicographic order and without
/// white space.
/// </summary>
internal static class KeyThumbprint
{
    public static string Of(RSAParameters rsa) =>
        Hash($$"""{"e":"{{Base64Url.EncodeToString(rsa.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(rsa.Modulus)}}"}""");

    public static string Of(ECParameters ec, string curve) =>
        Hash($$"""{"crv":"{{curve}}","kty":"EC","x":"{{Base64Url.EncodeToString(ec.Q.X)}}","y":"{{Base64Url.EncodeToString(ec.Q.Y)}}"}""");

    private static string Hash(string members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
}
