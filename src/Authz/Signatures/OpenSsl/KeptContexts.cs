using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures.OpenSsl;

/// <summary>
/// The contexts of one key, one for each algorithm, made when they are first needed. The platform's own calls make and set up a new
/// context for each signature, which is a fifth of the time that RS256 takes. For one thread at a time.
/// </summary>
/// <param name="key">The key, which stays its owner's.</param>
[SupportedOSPlatform("linux")]
internal sealed class KeptContexts(AsymmetricAlgorithm key) : IDisposable
{
    private readonly VerificationContext?[] _contexts = new VerificationContext?[(int)JwsAlgorithm.ES512 + 1];

    /// <summary>Whether the signature is the key's over the digest.</summary>
    /// <param name="algorithm">An algorithm of the key's type and curve.</param>
    /// <param name="digest">The digest, as long as the algorithm's hash.</param>
    /// <param name="signature">The signature as in a JWS, of the length that the key's have.</param>
    public SignatureVerdict Verify(JwsAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if ((_contexts[(int)algorithm] ??= Create(algorithm)) is not { } context)
        {
            return SignatureVerdict.Undecided;
        }

        SignatureVerdict verdict = AlgorithmSet.Ecdsa.Contains(algorithm)
            ? context.Verify(digest, EcdsaDer.Write(signature, stackalloc byte[EcdsaDer.MaximumLength]))
            : context.Verify(digest, signature);
        if (verdict == SignatureVerdict.Undecided)
        {
            _contexts[(int)algorithm] = null;
            context.Dispose();
        }

        return verdict;
    }

    public void Dispose()
    {
        foreach (VerificationContext? context in _contexts)
        {
            context?.Dispose();
        }
    }

    private VerificationContext? Create(JwsAlgorithm algorithm)
    {
        using SafeEvpPKeyHandle handle = key switch
        {
            RSAOpenSsl rsa => rsa.DuplicateKeyHandle(),
            ECDsaOpenSsl ecdsa => ecdsa.DuplicateKeyHandle(),
            _ => throw new UnreachableException(),
        };
        return VerificationContext.TryCreate(handle, algorithm);
    }
}
