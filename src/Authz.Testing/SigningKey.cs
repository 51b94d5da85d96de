using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing.Signing;

namespace Authz.Testing;

/// <summary>A private key that signs test tokens, with its public half as a JWK. Safe for concurrent use.</summary>
public sealed class SigningKey
{
    private readonly IKeyParameters _parameters;

    private SigningKey(SigningAlgorithm algorithm, string? keyId, IKeyParameters parameters)
    {
        Algorithm = algorithm.Name;
        KeyId = keyId ?? ThumbprintOf(parameters.CreatePublicJwk());
        _parameters = parameters;
    }

    /// <summary>The algorithms that a key can be made for: RS, PS and ES with 256, 384 and 512 bits, and Ed25519 under its two names.</summary>
    public static IReadOnlyList<string> SupportedAlgorithms => SigningAlgorithm.Names;

    /// <summary>The key's <c>kid</c>.</summary>
    public string KeyId { get; }

    /// <summary>The key's algorithm, such as <c>RS256</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The SHA-256 thumbprint of the public key (RFC 7638): what a token has in <c>cnf.jkt</c> that is bound to it.</summary>
    public string Thumbprint => ThumbprintOf(_parameters.CreatePublicJwk());

    /// <summary>Makes a new key: RSA of 2,048 bits, or the curve that the algorithm names (RFC 7518 section 3.4, RFC 8037 section 3.1).</summary>
    /// <param name="algorithm">One of <see cref="SupportedAlgorithms"/>.</param>
    /// <param name="keyId">The key's <c>kid</c>; null for its thumbprint (RFC 7638).</param>
    /// <exception cref="ArgumentException">The algorithm is not supported.</exception>
    public static SigningKey Create(string algorithm, string? keyId = null)
    {
        SigningAlgorithm jws = SigningAlgorithm.Get(algorithm);
        return new SigningKey(jws, keyId, jws.CreateKey());
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
            : new SigningKey(jws, keyId, RsaKeyParameters.Create(jws, keySizeInBits));
    }

    /// <summary>The key of a JWK that <see cref="ToPrivateJwk"/> wrote.</summary>
    /// <param name="jwk">A private key with <c>alg</c>; without <c>kid</c> its thumbprint (RFC 7638) names it.</param>
    /// <exception cref="ArgumentException">It is not a private key, or its algorithm is not supported.</exception>
    public static SigningKey FromPrivateJwk(JsonObject jwk)
    {
        ArgumentNullException.ThrowIfNull(jwk);
        SigningAlgorithm jws = SigningAlgorithm.Get(FindText(jwk, "alg") ?? string.Empty);
        try
        {
            return new SigningKey(jws, FindText(jwk, "kid"), jws.ReadKey(jwk));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw new ArgumentException($"The JWK is not a private key for {jws.Name}.", nameof(jwk), exception);
        }
    }

    /// <summary>The key of a PEM block, as openssl writes it: for EdDSA, RS256, or the algorithm of its curve.</summary>
    /// <param name="pem">A text with one private key (RFC 7468) that is not encrypted.</param>
    /// <param name="keyId">The key's <c>kid</c>; null for its thumbprint (RFC 7638).</param>
    /// <exception cref="ArgumentException">It is not a private key, or not one that an algorithm uses.</exception>
    public static SigningKey FromPrivatePem(string pem, string? keyId = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        try
        {
            (SigningAlgorithm algorithm, IKeyParameters parameters) = PrivatePem.Read(pem);
            return new SigningKey(algorithm, keyId, parameters);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ArgumentException("The PEM text is not a private key that an algorithm uses.", nameof(pem), exception);
        }
    }

    /// <summary>
    /// The public key as a new JWK (RFC 7517) with <c>kty</c>, <c>use</c>, <c>alg</c>, <c>kid</c> and the key's parameters.
    /// </summary>
    public JsonObject ToPublicJwk() => Describe(_parameters.CreatePublicJwk());

    /// <summary>
    /// The private key as a new JWK, to be kept and read again with <see cref="FromPrivateJwk"/>. Whoever has it can issue tokens.
    /// </summary>
    public JsonObject ToPrivateJwk() => Describe(_parameters.CreatePrivateJwk());

    /// <summary>A DPoP proof by this key for one request (RFC 9449 section 4.2), still to be altered and signed.</summary>
    /// <param name="method">The request's method: <c>htm</c>.</param>
    /// <param name="url">The request's URL without query: <c>htu</c>.</param>
    /// <param name="accessToken">The token that comes with it, for <c>ath</c>; null for none.</param>
    /// <param name="timeProvider">The clock for <c>iat</c>; null for the system's.</param>
    public TestToken CreateProof(string method, string url, string? accessToken = null, TimeProvider? timeProvider = null)
    {
        TestToken proof = new TestToken()
            .WithHeader("typ", "dpop+jwt").WithHeader("jwk", _parameters.CreatePublicJwk()).WithoutHeader("kid")
            .With("jti", Guid.NewGuid().ToString()).With("htm", method).With("htu", url)
            .With("iat", (timeProvider ?? TimeProvider.System).GetUtcNow());
        return accessToken is null
            ? proof
            : proof.With("ath", JwkNumber.Write(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))));
    }

    /// <summary>Signs in the form of JWS: for ES algorithms R and S side by side (RFC 7518 section 3.4).</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _parameters.Sign(data.ToArray());

    private static string? FindText(JsonObject jwk, string member) =>
        jwk[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // RFC 7638 section 3: the required members only, in lexicographic order, without white space.
    private static string ThumbprintOf(JsonObject requiredMembers) =>
        JwkNumber.Write(SHA256.HashData(Encoding.UTF8.GetBytes(requiredMembers.ToJsonString())));

    private JsonObject Describe(JsonObject jwk)
    {
        jwk["use"] = "sig";
        jwk["alg"] = Algorithm;
        jwk["kid"] = KeyId;
        return jwk;
    }
}
