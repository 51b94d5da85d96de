namespace Authz.Binding;

/// <summary>
/// The checks of a proof, in the order in which they are made: the cheap ones first, the signature after all that can refuse without it,
/// its memory last. A table of docs/token-binding.md is written from it.
/// </summary>
internal static class ProofRules
{
    private const RefusalReason Invalid = RefusalReason.ProofInvalid;

    /// <summary>The rows, in the order of <see cref="ProofStatus"/>.</summary>
    public static readonly ProofRule[] All =
    [
        new(
            ProofStatus.SentAsBearer, "section 7.2", Invalid, "the token is bound to a key and was sent as a bearer token",
            "a token bound to a key under the scheme DPoP", "Send 'Authorization: DPoP TOKEN' and a proof in the header 'DPoP'."),
        new(
            ProofStatus.Missing, "section 7.1", RefusalReason.ProofMissing, "the request carries no DPoP proof",
            "a proof in the header DPoP", "Send a proof for this request in the header 'DPoP'."),
        new(
            ProofStatus.Repeated, "4.3, check 1", Invalid, "the request carries more than one DPoP proof",
            "one header DPoP", "Send the header 'DPoP' once."),
        new(
            ProofStatus.NotJwt, "4.3, check 2", Invalid, "the proof is not a single well-formed JWT",
            "a strictly encoded compact JWS of at most 8192 characters, without crit, b64 or zip",
            "Send one JWT: three base64url parts without padding, header and payload JSON objects without duplicate names."),
        new(
            ProofStatus.NotProofType, "4.3, check 4", Invalid, "the proof's typ is not dpop+jwt",
            "typ 'dpop+jwt'", "Write 'dpop+jwt' as 'typ' into the proof's header."),
        new(
            ProofStatus.AlgorithmNotAllowed, "4.3, check 5", Invalid, "the proof's algorithm is not allowed",
            "alg one of those that the challenge lists as algs", "Sign proofs with an algorithm that the challenge lists as 'algs'."),
        new(
            ProofStatus.KeyNotUsable, "4.3, check 7", Invalid, "the proof's jwk is not a sound public key for its algorithm",
            "jwk a public key: on P-256, P-384, Ed25519, or RSA of 2048 to 4096 bits, without any private member",
            "Write the public key alone into 'jwk', each number in its full length and one spelling."),
        new(
            ProofStatus.ClaimsNotSound, "4.3, check 3", Invalid, "a claim of the proof is missing or malformed",
            "jti, htm, htu and ath strings, iat a number of seconds; exp and nbf, where they occur, met",
            "Write 'jti', 'htm', 'htu', 'iat' and 'ath' into the proof."),
        new(
            ProofStatus.OtherToken, "4.3, check 12", Invalid, "the proof's ath is not the hash of the token",
            "ath the SHA-256 of the token in the request", "Make the proof for the token that is sent with it."),
        new(
            ProofStatus.OtherKey, "4.3, check 12", Invalid, "the token is not bound to the proof's key",
            "the thumbprint of jwk the token's cnf.jkt", "Sign the proof with the key for which the token was issued."),
        new(
            ProofStatus.OtherMethod, "4.3, check 8", Invalid, "the proof's htm is not the request's method",
            "htm the request's method, compared with case", "Make the proof for this request's method."),
        new(
            ProofStatus.OtherTarget, "4.3, check 9", Invalid, "the proof's htu is not the request's URL",
            "htu the request's URL without query, at one of tokenBinding.origins",
            "Make the proof for the URL that the client calls; if it is this one, add its origin to tokenBinding.origins."),
        new(
            ProofStatus.TooOld, "4.3, check 11", Invalid, "the proof is too old",
            "iat at most maximumProofAge ago", "Make a new proof for each request; if it is new, correct the clocks."),
        new(
            ProofStatus.InFuture, "4.3, check 11", Invalid, "the proof is from the future",
            "iat at most 5 seconds in the future", "Correct the clocks."),
        new(
            ProofStatus.NonceMissing, "4.3, check 10", RefusalReason.ProofNonceMissing, "the proof needs a nonce of this server",
            "nonce one that this server gave out", "Make a new proof with the nonce of the answer's header 'DPoP-Nonce'."),
        new(
            ProofStatus.NonceNotOurs, "4.3, check 10", RefusalReason.ProofNonceMissing, "the proof's nonce is not a current one of this server",
            "nonce one that this server gave out, less than 5 minutes ago",
            "Make a new proof with the nonce of the answer's header 'DPoP-Nonce'."),
        new(
            ProofStatus.SignatureInvalid, "4.3, check 6", Invalid, "the proof's signature is invalid",
            "a signature by the key in jwk", "Sign the proof with the private key that belongs to its 'jwk'."),
        new(
            ProofStatus.Replayed, "section 11.1", RefusalReason.ProofReplayed, "the proof was used before",
            "a jti that this key has not used", "Make a new proof for each request, retries included."),
        new(
            ProofStatus.KeyBusy, "section 11.1", RefusalReason.ReplayUnavailable, "the key has too many proofs in force",
            "at most 1000 proofs of one key in force", "Wait, or send fewer requests with one key; a lower maximumProofAge lets go of proofs sooner."),
        new(
            ProofStatus.MemoryFull, "section 11.1", RefusalReason.ReplayUnavailable, "whether the proof was used before cannot be told now",
            "room for another proof in the memory of used ones, and a clock that does not go back", "Try again later."),
    ];

    private static readonly ProofRule?[] s_byStatus =
        [.. Enum.GetValues<ProofStatus>().Select(status => Array.Find(All, rule => rule.Status == status))];

    /// <summary>The row of a proof that is refused.</summary>
    public static ProofRule Of(ProofStatus status) => s_byStatus[(int)status] ?? All[0];
}
