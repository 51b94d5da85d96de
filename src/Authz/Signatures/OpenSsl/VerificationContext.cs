using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures.OpenSsl;

/// <summary>
/// An EVP_PKEY_CTX set up to verify signatures of one key and algorithm. "If several operations are performed using the same
/// parameters", it may do so again and again (EVP_PKEY_verify(3)), but for one thread at a time.
/// </summary>
internal sealed class VerificationContext : IDisposable
{
    private readonly LibCrypto.ContextHandle _handle;

    private VerificationContext(LibCrypto.ContextHandle handle) => _handle = handle;

    /// <summary>A context for the key; null if OpenSSL refuses one.</summary>
    [SupportedOSPlatform("linux")]
    public static VerificationContext? TryCreate(SafeEvpPKeyHandle key, JwsAlgorithm algorithm)
    {
        LibCrypto.ContextHandle handle = LibCrypto.CreateContext(key, engine: 0);
        if (!handle.IsInvalid && TryPrepare(handle, algorithm))
        {
            return new VerificationContext(handle);
        }

        handle.Dispose();
        LibCrypto.ClearErrors();
        return null;
    }

    /// <summary>Whether the signature is the key's over the digest; undecided if the context must not be used again.</summary>
    /// <param name="digest">The digest, as long as the algorithm's hash.</param>
    /// <param name="signature">What OpenSSL expects: for RSA as many bytes as the modulus, for ECDSA the DER form.</param>
    public SignatureVerdict Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        int result = LibCrypto.Verify(_handle, signature, (nuint)signature.Length, digest, (nuint)digest.Length);
        if (result == LibCrypto.Success)
        {
            return SignatureVerdict.Valid;
        }

        // What is left in the thread's queue would be blamed on the next who looks.
        LibCrypto.ClearErrors();
        return result < 0 ? SignatureVerdict.Undecided : SignatureVerdict.Invalid;
    }

    public void Dispose() => _handle.Dispose();

    // Everything that a signature can vary in is set, and nothing left to a default (RFC 7518 sections 3.3 to 3.5).
    private static bool TryPrepare(LibCrypto.ContextHandle handle, JwsAlgorithm algorithm)
    {
        nint hash = HashOf(algorithm);
        return hash != 0
            && LibCrypto.BeginVerifying(handle) == LibCrypto.Success
            && TrySetPadding(handle, algorithm, hash)
            && LibCrypto.SetHash(handle, hash) == LibCrypto.Success;
    }

    private static bool TrySetPadding(LibCrypto.ContextHandle handle, JwsAlgorithm algorithm, nint hash)
    {
        if (AlgorithmSet.RsaPss.Contains(algorithm))
        {
            return LibCrypto.SetPadding(handle, LibCrypto.PssPadding) == LibCrypto.Success
                && LibCrypto.SetMaskHash(handle, hash) == LibCrypto.Success
                && LibCrypto.SetSaltLength(handle, LibCrypto.SaltAsLongAsDigest) == LibCrypto.Success;
        }

        return !AlgorithmSet.RsaPkcs1.Contains(algorithm) || LibCrypto.SetPadding(handle, LibCrypto.Pkcs1Padding) == LibCrypto.Success;
    }

    private static nint HashOf(JwsAlgorithm algorithm) => algorithm switch
    {
        JwsAlgorithm.RS256 or JwsAlgorithm.PS256 or JwsAlgorithm.ES256 => LibCrypto.GetSha256(),
        JwsAlgorithm.RS384 or JwsAlgorithm.PS384 or JwsAlgorithm.ES384 => LibCrypto.GetSha384(),
        JwsAlgorithm.RS512 or JwsAlgorithm.PS512 or JwsAlgorithm.ES512 => LibCrypto.GetSha512(),
        _ => 0,
    };
}
