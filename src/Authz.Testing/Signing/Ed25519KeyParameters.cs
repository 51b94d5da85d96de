using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace Authz.Testing.Signing;

/// <summary>An Ed25519 key (RFC 8037 section 2): the 32 octets that RFC 8032 section 5.1.5 begins with, and the public key.</summary>
internal sealed class Ed25519KeyParameters : IKeyParameters
{
    private readonly byte[] _privateKey;
    private readonly byte[] _publicKey;

    public Ed25519KeyParameters(byte[] privateKey)
    {
        using Key key = Import(privateKey);
        _privateKey = privateKey;
        _publicKey = key.Export(KeyBlobFormat.RawPublicKey);
    }

    public static Ed25519KeyParameters Create() => new(RandomNumberGenerator.GetBytes(SignatureAlgorithm.Ed25519.PrivateKeySize));

    /// <exception cref="CryptographicException">They are not the two halves of one key.</exception>
    public static Ed25519KeyParameters Read(JsonObject jwk)
    {
        byte[] privateKey = JwkNumber.Read(jwk, "d");
        Ed25519KeyParameters parameters = privateKey.Length == SignatureAlgorithm.Ed25519.PrivateKeySize
            ? new(privateKey)
            : throw new CryptographicException("The member d has another length.");
        return JwkNumber.Read(jwk, "x").AsSpan().SequenceEqual(parameters._publicKey)
            ? parameters
            : throw new CryptographicException("The member x is of another key than d.");
    }

    public JsonObject CreatePublicJwk() => new()
    {
        ["crv"] = "Ed25519",
        ["kty"] = "OKP",
        ["x"] = JwkNumber.Write(_publicKey),
    };

    public JsonObject CreatePrivateJwk()
    {
        JsonObject jwk = CreatePublicJwk();
        jwk["d"] = JwkNumber.Write(_privateKey);
        return jwk;
    }

    public byte[] Sign(byte[] data)
    {
        using Key key = Import(_privateKey);
        return SignatureAlgorithm.Ed25519.Sign(key, data);
    }

    private static Key Import(byte[] privateKey) => Key.Import(SignatureAlgorithm.Ed25519, privateKey, KeyBlobFormat.RawPrivateKey);
}
