using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Benchmarks.Floors;

/// <summary>The least that a first sight can cost: hash and verify through the platform, parts and key given.</summary>
public sealed class SignatureFloor
{
    private readonly (byte[] Input, byte[] Signature)[] _tokens;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;
    private readonly RSASignaturePadding _padding;
    private int _next;

    /// <summary>Verifies these tokens in turn: as many as the subject sees, so that both find as little in the processor's caches.</summary>
    public SignatureFloor(IEnumerable<string> tokens, SigningKey key)
    {
        _tokens = [.. tokens.Select(Split)];
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
        (byte[] input, byte[] signature) = _tokens[_next];
        _next = _next + 1 == _tokens.Length ? 0 : _next + 1;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return _rsa is not null
            ? _rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, _padding)
            : _ecdsa!.VerifyHash(digest, signature);
    }

    private static (byte[] Input, byte[] Signature) Split(string token)
    {
        int dot = token.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
    }

    private static byte[] Member(JsonObject jwk, string name) => Base64Url.DecodeFromChars(jwk[name]!.GetValue<string>());
}
