using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// A public key as an issuer published it: material, description and the algorithms it is for. Two are equal when all of these are.
/// </summary>
internal sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly RSAParameters _rsa;
    private readonly ECParameters _ec;
    private readonly bool _isRsa;
    private SignatureVerifier? _verifier;

    private PublicKey(KeyDescription? description, AlgorithmSet algorithms, string thumbprint)
    {
        Description = description ?? new KeyDescription(thumbprint);
        Algorithms = algorithms;
        Thumbprint = thumbprint;
    }

    private PublicKey(KeyDescription? description, AlgorithmSet algorithms, RSAParameters rsa)
        : this(description, algorithms, KeyThumbprint.Of(rsa)) => (_rsa, _isRsa) = (rsa, true);

    private PublicKey(KeyDescription? description, AlgorithmSet algorithms, ECParameters ec, string curve)
        : this(description, algorithms, KeyThumbprint.Of(ec, curve)) => _ec = ec;

    public KeyDescription Description { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The SHA-256 thumbprint of the material (RFC 7638), base64url.</summary>
    public string Thumbprint { get; }

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="algorithms">The algorithms that the key is for.</param>
    /// <param name="rsa">Modulus and exponent.</param>
    public static PublicKey Rsa(KeyDescription? description, AlgorithmSet algorithms, RSAParameters rsa) =>
        new(description, algorithms, rsa);

    /// <param name="description">What is published about it; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="curve">The curve, which fixes the algorithm.</param>
    /// <param name="point">The public point, both coordinates in full size.</param>
    public static PublicKey Ec(KeyDescription? description, EllipticCurve curve, ECPoint point)
    {
        ECParameters ec = new() { Curve = curve.Curve, Q = point };
        return new(description, AlgorithmSets.Of(curve.Algorithm), ec, curve.Name);
    }

    /// <summary>The platform's form of the key, made on the first call.</summary>
    /// <exception cref="CryptographicException">The platform refuses the key.</exception>
    public SignatureVerifier GetVerifier() => _verifier ??= _isRsa ? SignatureVerifier.ForRsa(_rsa) : SignatureVerifier.ForEc(_ec);

    public bool Equals(PublicKey? other) =>
        other is not null && Description == other.Description && Algorithms == other.Algorithms && Thumbprint == other.Thumbprint;

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => HashCode.Combine(Description, Algorithms, Thumbprint);
}
