using System.Security.Cryptography;
using System.Text;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// A public key as an issuer published it: material, <c>kid</c> and the algorithms it is for. Two are equal when all three are.
/// </summary>
internal sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly RSAParameters _rsa;
    private readonly ECParameters _ec;
    private readonly bool _isRsa;
    private SignatureVerifier? _verifier;

    private PublicKey(string keyId, AlgorithmSet algorithms, string thumbprint)
    {
        KeyIdText = keyId;
        KeyId = Encoding.UTF8.GetBytes(keyId);
        Algorithms = algorithms;
        Thumbprint = thumbprint;
    }

    private PublicKey(string keyId, AlgorithmSet algorithms, RSAParameters rsa)
        : this(keyId, algorithms, KeyThumbprint.Of(rsa)) => (_rsa, _isRsa) = (rsa, true);

    private PublicKey(string keyId, AlgorithmSet algorithms, ECParameters ec, string curve)
        : this(keyId, algorithms, KeyThumbprint.Of(ec, curve)) => _ec = ec;

    public byte[] KeyId { get; }

    public string KeyIdText { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The SHA-256 thumbprint of the material (RFC 7638), base64url.</summary>
    public string Thumbprint { get; }

    /// <param name="keyId">The <c>kid</c>; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="algorithms">The algorithms that the key is for.</param>
    /// <param name="rsa">Modulus and exponent.</param>
    public static PublicKey Rsa(string? keyId, AlgorithmSet algorithms, RSAParameters rsa) =>
        new(keyId ?? KeyThumbprint.Of(rsa), algorithms, rsa);

    /// <param name="keyId">The <c>kid</c>; null to use the key's thumbprint, for formats that have no place for a name.</param>
    /// <param name="curve">The curve, which fixes the algorithm.</param>
    /// <param name="point">The public point, both coordinates in full size.</param>
    public static PublicKey Ec(string? keyId, EllipticCurve curve, ECPoint point)
    {
        ECParameters ec = new() { Curve = curve.Curve, Q = point };
        return new(keyId ?? KeyThumbprint.Of(ec, curve.Name), AlgorithmSets.Of(curve.Algorithm), ec, curve.Name);
    }

    /// <summary>The platform's form of the key, made on the first call.</summary>
    /// <exception cref="CryptographicException">The platform refuses the key.</exception>
    public SignatureVerifier GetVerifier() => _verifier ??= _isRsa ? SignatureVerifier.ForRsa(_rsa) : SignatureVerifier.ForEc(_ec);

    public bool Equals(PublicKey? other) =>
        other is not null && KeyIdText == other.KeyIdText && Algorithms == other.Algorithms && Thumbprint == other.Thumbprint;

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => HashCode.Combine(KeyIdText, Algorithms, Thumbprint);
}
