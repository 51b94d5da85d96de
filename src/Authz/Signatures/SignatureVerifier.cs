using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>Verifies signatures with one public key, from any number of threads.</summary>
/// <param name="signatureLength">The length of every signature that the key can make, in bytes.</param>
/// <param name="capable">The algorithms that the key's type and curve can verify.</param>
internal abstract class SignatureVerifier(int signatureLength, AlgorithmSet capable)
{
    /// <summary>The length of every signature that the key can make, in bytes.</summary>
    public int SignatureLength { get; } = signatureLength;

    /// <summary>The algorithms that the key's type and curve can verify.</summary>
    public AlgorithmSet Capable { get; } = capable;

    /// <summary>Whether the signature is one of this key over this input with this algorithm.</summary>
    public bool Verify(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) =>

        // The length is fixed by the key: RFC 7518 section 3.4, RFC 8017 sections 8.1.2 and 8.2.2 (step 1), RFC 8032 section 5.1.7.
        // Checked before any arithmetic is paid for.
        Capable.Contains(algorithm)
        && signature.Length == SignatureLength
        && VerifyCore(algorithm, signingInput, signature);

    /// <summary>Verifies a signature of <see cref="SignatureLength"/> octets with an algorithm of <see cref="Capable"/>.</summary>
    protected abstract bool VerifyCore(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature);
}
