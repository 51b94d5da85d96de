using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Authz.Tokens;

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

    // RFC 8037 section 2.
    public static string OfEd25519(byte[] x) => Hash($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(x)}}"}""");

    // RFC 9964: alg is a required member of this key type.
    public static string OfMLDsa(JwsAlgorithm algorithm, byte[] pub) =>
        Hash($$"""{"alg":"{{algorithm.Name()}}","kty":"AKP","pub":"{{Base64Url.EncodeToString(pub)}}"}""");

    private static string Hash(string members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
}
