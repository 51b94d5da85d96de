using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Tests.Keys;

/// <summary>A key pair and what its issuer publishes of it.</summary>
internal sealed class TestJwk(string keyId, ECDsa key)
{
    private static readonly ECParameters s_curve = new() { Curve = ECCurve.NamedCurves.nistP256 };

    public string KeyId => keyId;

    public byte[] KeyIdBytes { get; } = Encoding.UTF8.GetBytes(keyId);

    public string Json { get; } = ToJson(keyId, key.ExportParameters(includePrivateParameters: false));

    public static TestJwk Create(string keyId) => new(keyId, ECDsa.Create(s_curve.Curve));

    public static string SetOf(params IEnumerable<string> keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    public byte[] Sign(ReadOnlySpan<byte> input) => key.SignData(input, HashAlgorithmName.SHA256);

    public static string Rsa(string keyId, RSAParameters rsa, string more = "") =>
        $$"""{"kty":"RSA","kid":"{{keyId}}","n":"{{Base64Url.EncodeToString(rsa.Modulus)}}","e":"{{Base64Url.EncodeToString(rsa.Exponent)}}"{{more}}}""";

    private static string ToJson(string keyId, ECParameters ec) =>
        $$"""{"kty":"EC","crv":"P-256","kid":"{{keyId}}","x":"{{Base64Url.EncodeToString(ec.Q.X)}}","y":"{{Base64Url.EncodeToString(ec.Q.Y)}}"}""";
}
