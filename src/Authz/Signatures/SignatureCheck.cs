using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>The one place where an unverified payload becomes a verified one.</summary>
internal static class SignatureCheck
{
    // RSA of 8,192 bits, the largest key that a set may hold.
    private const int LongestSignature = 1_024;

    public static bool TryVerify(
        scoped in CompactJws jws, JwsAlgorithm algorithm, SignatureVerifier key, UnverifiedPayload unverified, out VerifiedPayload verified)
    {
        Span<byte> signature = stackalloc byte[LongestSignature];
        bool isVerified = StrictBase64Url.DecodedLength(jws.Signature.Length) <= LongestSignature
            && StrictBase64Url.TryDecode(jws.Signature, signature, out int length)
            && key.Verify(algorithm, jws.SigningInput, signature[..length]);
        verified = isVerified ? unverified.AfterSignature() : default;
        return isVerified;
    }
}
