using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>The one place where an unverified payload becomes a verified one.</summary>
internal static class SignatureCheck
{
    /// <summary>
    /// Whether the signature is the key's over the signing input (RFC 7515 section 5.2 step 8); if so the payload is verified.
    /// </summary>
    public static bool TryVerify(
        ReadOnlySpan<byte> signingInput,
        ReadOnlySpan<byte> signature,
        JwsAlgorithm algorithm,
        SignatureVerifier key,
        UnverifiedPayload unverified,
        out VerifiedPayload verified)
    {
        bool isVerified = key.Verify(algorithm, signingInput, signature);
        verified = isVerified ? unverified.AfterSignature() : default;
        return isVerified;
    }

    /// <summary>
    /// The payload of the token whose signature was verified a moment ago, for the same request and under a key that is equal: for a shadow,
    /// whose verdict is counted and not enforced.
    /// </summary>
    public static VerifiedPayload Repeat(UnverifiedPayload verifiedBefore) => verifiedBefore.AfterSignature();
}
