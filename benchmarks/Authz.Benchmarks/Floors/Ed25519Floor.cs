using System.Buffers.Text;
using System.Text;
using Authz.Testing;
using NSec.Cryptography;

namespace Authz.Benchmarks.Floors;

/// <summary>The least that a first sight of an Ed25519 token can cost: NSec's own verification, parts and key given.</summary>
public sealed class Ed25519Floor
{
    private readonly PublicKey _key;
    private readonly byte[] _input;
    private readonly byte[] _signature;

    public Ed25519Floor(string token, SigningKey key)
    {
        int dot = token.LastIndexOf('.');
        _input = Encoding.ASCII.GetBytes(token[..dot]);
        _signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        byte[] x = Base64Url.DecodeFromChars(key.ToPublicJwk()["x"]!.GetValue<string>());
        _key = PublicKey.Import(SignatureAlgorithm.Ed25519, x, KeyBlobFormat.RawPublicKey);
    }

    public bool Verify() => SignatureAlgorithm.Ed25519.Verify(_key, _input, _signature);
}
