using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// A public key as an issuer published it: material, description and the algorithms it is for. Two are equal when all of these are.
/// </summary>
internal sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly Func<SignatureVerifier> _createVerifier;
    private SignatureVerifier? _verifier;

    private PublicKey(KeyDescription? description, AlgorithmSet algorithms, string thumbprint, Func<SignatureVerifier> createVerifier)
    {
        Description = description ?? new KeyDescription(thumbprint);
        Algorithms = algorithms;
        Thumbprint = thumbprint;
        _createVerifier = createVerifier;
    }

    public KeyDescription Description { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The SHA-256 thumbprint of the material (RFC 7638), base64url.</summary>
    public string Thumbprint { get; }

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="algorithms">The algorithms that the key is for.</param>
    /// <param name="rsa">Modulus and exponent.</param>
    public static PublicKey Rsa(KeyDescription? description, AlgorithmSet algorithms, RSAParameters rsa) =>
        new(description, algorithms, KeyThumbprint.Of(rsa), () => PlatformVerifier.Create(rsa));

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="curve">The curve, which fixes the algorithm.</param>
    /// <param name="point">The public point, both coordinates in full size.</param>
    public static PublicKey Ec(KeyDescription? description, EllipticCurve curve, ECPoint point)
    {
        ECParameters ec = new() { Curve = curve.Curve, Q = point };
        return new(
            description, AlgorithmSets.Of(curve.Algorithm), KeyThumbprint.Of(ec, curve.Name), () => PlatformVerifier.Create(ec));
    }

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="x">The public key of 32 octets (RFC 8032 section 5.1.5).</param>
    public static PublicKey Ed25519(KeyDescription? description, byte[] x) =>
        new(description, AlgorithmSet.Ed25519, KeyThumbprint.OfEd25519(x), () => Ed25519Verifier.Create(x));

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="algorithm">The parameter set.</param>
    /// <param name="pub">The public key, in the length that the parameter set fixes.</param>
    public static PublicKey MLDsa(KeyDescription? description, JwsAlgorithm algorithm, byte[] pub) =>
        new(
            description, AlgorithmSets.Of(algorithm), KeyThumbprint.OfMLDsa(algorithm, pub), () => MLDsaVerifier.Create(algorithm, pub));

    /// <summary>The form of the key that verifies, made on the first call.</summary>
    /// <exception cref="CryptographicException">The key is refused.</exception>
    public SignatureVerifier GetVerifier() => _verifier ??= _createVerifier();

    public bool Equals(PublicKey? other) =>
        other is not null && Description == other.Description && Algorithms == other.Algorithms && Thumbprint == other.Thumbprint;

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => HashCode.Combine(Description, Algorithms, Thumbprint);
}
