using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>Verifies ML-DSA signatures (RFC 9964, FIPS 204) where the platform's cryptography has the algorithm.</summary>
internal sealed class MLDsaVerifier : SignatureVerifier
{
    private readonly AsymmetricAlgorithmPool<MLDsa> _pool;

    private MLDsaVerifier(JwsAlgorithm algorithm, MLDsaAlgorithm parameters, byte[] publicKey)
        : base(parameters.SignatureSizeInBytes, AlgorithmSets.Of(algorithm)) =>
        _pool = new AsymmetricAlgorithmPool<MLDsa>(() => MLDsa.ImportMLDsaPublicKey(parameters, publicKey));

    /// <summary>The parameter set of an algorithm (RFC 9964).</summary>
    public static MLDsaAlgorithm ParametersOf(JwsAlgorithm algorithm) => algorithm switch
    {
        JwsAlgorithm.MLDsa44 => MLDsaAlgorithm.MLDsa44,
        JwsAlgorithm.MLDsa65 => MLDsaAlgorithm.MLDsa65,
        JwsAlgorithm.MLDsa87 => MLDsaAlgorithm.MLDsa87,
        _ => throw new CryptographicException("The algorithm is not ML-DSA."),
    };

    /// <param name="algorithm">The parameter set.</param>
    /// <param name="publicKey">The octets of FIPS 204 section 5.1.</param>
    /// <exception cref="CryptographicException">The platform does not accept the key, or has no ML-DSA.</exception>
    public static MLDsaVerifier Create(JwsAlgorithm algorithm, byte[] publicKey) => MLDsa.IsSupported
        ? new MLDsaVerifier(algorithm, ParametersOf(algorithm), publicKey)
        : throw new CryptographicException("The platform's cryptography has no ML-DSA.");

    // Of the message itself, with no context (RFC 9964).
    protected override bool VerifyCore(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        MLDsa key = _pool.Borrow();
        bool isValid = key.VerifyData(signingInput, signature);
        _pool.Return(key);
        return isValid;
    }
}
