using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures.OpenSsl;

/// <summary>Asks kept contexts for answers that are known, before they are trusted with others.</summary>
[SupportedOSPlatform("linux")]
internal static class SelfTest
{
    /// <summary>Whether one context of the algorithm accepts the right signature and refuses the wrong ones, in turn.</summary>
    public static bool Passes(JwsAlgorithm algorithm)
    {
        using AsymmetricAlgorithm key = CreateKey(algorithm);
        using KeptContexts contexts = new(key);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        byte[] right = KnownAnswers.Right(algorithm);
        return contexts.Verify(algorithm, digest, right) == SignatureVerdict.Valid
            && KnownAnswers.Wrong(algorithm).All(wrong => contexts.Verify(algorithm, digest, wrong) == SignatureVerdict.Invalid)
            && contexts.Verify(algorithm, new byte[digest.Length], right) == SignatureVerdict.Invalid
            && contexts.Verify(algorithm, digest, right) == SignatureVerdict.Valid;
    }

    /// <summary>The key of the known answers for an algorithm.</summary>
    public static AsymmetricAlgorithm CreateKey(JwsAlgorithm algorithm)
    {
        if (!AlgorithmSet.Ecdsa.Contains(algorithm))
        {
            return new RSAOpenSsl(KnownAnswers.RsaKey);
        }

        ECDsaOpenSsl key = new();
        key.ImportParameters(KnownAnswers.EcKey(algorithm));
        return key;
    }
}
