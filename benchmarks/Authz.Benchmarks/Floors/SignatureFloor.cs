using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Benchmarks.Floors;

/// <summary>The least that a first sight can cost: hash and verify through the platform, parts and key given.</summary>
public sealed class SignatureFloor
{
    private readonly byte[] _input;
    private readonly byte[] _signature;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;
    private readonly RSASignaturePadding _padding;

    public SignatureFloor(string token, SigningKey key)
    {
        int dot = token.LastIndexOf('.');
        _input = Encoding.ASCII.GetBytes(token[..dot]);
        _signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        _padding = key.Algorithm.StartsWith('P') ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        JsonObject jwk = key.ToPublicJwk();
        if (key.Algorithm.StartsWith('E'))
        {
            _ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Member(jwk, "x"), Y = Member(jwk, "y") },
            });
        }
        else
        {
            _rsa = RSA.Create(new RSAParameters { Modulus = Member(jwk, "n"), Exponent = Member(jwk, "e") });
        }
    }

    public bool Verify()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_input, digest);
        return _rsa is not null
            ? _rsa.VerifyHash(digest, _signature, HashAlgorithmName.SHA256, _padding)
            : _ecdsa!.VerifyHash(digest, _signature);
    }

    private static byte[] Member(JsonObject jwk, string name) => Base64Url.DecodeFromChars(jwk[name]!.GetValue<string>());
}
