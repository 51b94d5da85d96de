namespace Authz.Binding;

/// <summary>What a proof was found to be: a row of <see cref="ProofRules"/>, unless it holds. The zero value proves nothing.</summary>
internal enum ProofStatus : byte
{
    Unproven = 0,

    /// <summary>All checks held, and the proof was not used before.</summary>
    Held,

    Missing,
    SentAsBearer,
    Repeated,
    NotJwt,
    NotProofType,
    AlgorithmNotAllowed,
    KeyNotUsable,
    ClaimsNotSound,
    OtherToken,
    OtherKey,
    OtherMethod,
    OtherTarget,
    TooOld,
    InFuture,
    NonceMissing,
    NonceNotOurs,
    SignatureInvalid,
    Replayed,
    KeyBusy,
    MemoryFull,
}
