using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing.Signing;

namespace Authz.Testing;

/// <summary>A private key that signs test tokens, with its public half as a JWK. Safe for concurrent use.</summary>
public sealed class SigningKey
{
    private readonly Func<byte[], byte[]> _sign;
    private readonly Func<JsonObject> _createPublicJwk;

    private SigningKey(SigningAlgorithm algorithm, string? keyId, Func<JsonObject> createPublicJwk, Func<byte[], byte[]> sign)
    {
        Algorithm = algorithm.Name;
        KeyId = keyId ?? Thumbprint(createPublicJwk());
        _createPublicJwk = createPublicJwk;
        _sign = sign;
    }

    /// <summary>The algorithms that a key can be made for: RS, PS and ES with 256, 384 and 512 bits.</summary>
    public static IReadOnlyList<string> SupportedAlgorithms => SigningAlgorithm.Names;

    /// <summary>The key's <c>kid</c>.</summary>
    public string KeyId { get; }

    /// <summary>The key's algorithm, such as <c>RS256</c>.</summary>
    public string Algorithm { get; }

    /// <summary>Makes a new key: RSA of 2,048 bits, or the curve that the algorithm names (RFC 7518 section 3.4).</summary>
    /// <param name="algorithm">One of <see cref="SupportedAlgorithms"/>.</param>
    /// <param name="keyId">The key's <c>kid</c>; null for its thumbprint (RFC 7638).</param>
    /// <exception cref="ArgumentException">The algorithm is not supported.</exception>
    public static SigningKey Create(string algorithm, string? keyId = null)
    {
        SigningAlgorithm jws = SigningAlgorithm.Get(algorithm);
        return jws.Curve is { } curve ? CreateEc(jws, curve, keyId) : CreateRsa(jws, 2048, keyId);
    }

    /// <summary>Makes a new RSA key of a given size; sizes that Authz refuses are welcome in tests of the refusal.</summary>
    /// <param name="algorithm">An RS or PS algorithm.</param>
    /// <param name="keySizeInBits">The size of the modulus.</param>
    /// <param name="keyId">The key's <c>kid</c>; null for its thumbprint (RFC 7638).</param>
    /// <exception cref="ArgumentException">The algorithm is not an RSA algorithm.</exception>
    public static SigningKey CreateRsa(string algorithm, int keySizeInBits, string? keyId = null)
    {
        SigningAlgorithm jws = SigningAlgorithm.Get(algorithm);
        return jws.Padding is null
            ? throw new ArgumentException($"'{algorithm}' is not an RSA algorithm.", nameof(algorithm))
            : CreateRsa(jws, keySizeInBits, keyId);
    }

    /// <summary>
    /// The public key as a new JWK (RFC 7517) with <c>kty</c>, <c>use</c>, <c>alg</c>, <c>kid</c> and the key's parameters.
    /// </summary>
    public JsonObject ToPublicJwk()
    {
        JsonObject jwk = _createPublicJwk();
        jwk["use"] = "sig";
        jwk["alg"] = Algorithm;
        jwk["kid"] = KeyId;
        return jwk;
    }

    /// <summary>Signs in the form of JWS: for ES algorithms R and S side by side (RFC 7518 section 3.4).</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _sign(data.ToArray());

    // Keys are kept as parameters and imported for each signature: platform key objects are not safe for concurrent use.
    private static SigningKey CreateRsa(SigningAlgorithm algorithm, int keySizeInBits, string? keyId)
    {
        using RSA created = RSA.Create(keySizeInBits);
        RSAParameters parameters = created.ExportParameters(includePrivateParameters: true);
        return new SigningKey(
            algorithm,
            keyId,
            () => new JsonObject { ["e"] = Encode(parameters.Exponent), ["kty"] = "RSA", ["n"] = Encode(parameters.Modulus) },
            data =>
            {
                using RSA rsa = RSA.Create(parameters);
                return rsa.SignData(data, algorithm.Hash, algorithm.Padding!);
            });
    }

    private static SigningKey CreateEc(SigningAlgorithm algorithm, NamedCurve curve, string? keyId)
    {
        using ECDsa created = ECDsa.Create(curve.Curve);
        ECParameters parameters = created.ExportParameters(includePrivateParameters: true);
        return new SigningKey(
            algorithm,
            keyId,
            () => new JsonObject
            {
                ["crv"] = curve.Name,
                ["kty"] = "EC",
                ["x"] = Encode(parameters.Q.X),
                ["y"] = Encode(parameters.Q.Y),
            },
            data =>
            {
                using ECDsa ecdsa = ECDsa.Create(parameters);
                return ecdsa.SignData(data, algorithm.Hash);
            });
    }

    // RFC 7638 section 3: the required members only, in lexicographic order, without white space.
    private static string Thumbprint(JsonObject requiredMembers) =>
        Encode(SHA256.HashData(Encoding.UTF8.GetBytes(requiredMembers.ToJsonString())));

    private static string Encode(byte[]? value) => Base64Url.EncodeToString(value);
}
