using Authz.Keys;

namespace Authz.Explaining;

/// <summary>Finds the check at which a decision was refused. If several checks share a reason, the trace tells them apart.</summary>
internal static class RefusedCheck
{
    public static DecisionCheck Of(RefusalReason reason, ExplainedRequest explained) => reason switch
    {
        RefusalReason.TargetAmbiguous => explained.Route is null ? DecisionCheck.Target : DecisionCheck.Route,
        RefusalReason.RouteNotFound => DecisionCheck.Route,
        RefusalReason.TokenMissing or RefusalReason.CredentialsAmbiguous => DecisionCheck.IdentitySource,
        RefusalReason.TokenTooLarge => explained.Trace.Token is null ? DecisionCheck.IdentitySource : DecisionCheck.Form,
        RefusalReason.TokenMalformed or RefusalReason.CriticalHeader or RefusalReason.ClaimMalformed => DecisionCheck.Form,
        RefusalReason.AlgorithmNotAllowed => OfAlgorithm(explained.Trace),
        RefusalReason.TokenTypeMismatch => DecisionCheck.TokenType,
        RefusalReason.KeyUnknown => DecisionCheck.Key,
        RefusalReason.KeysUnavailable => explained.Trace.KeyStatus == KeyLookupStatus.Found ? DecisionCheck.Signature : DecisionCheck.Key,
        RefusalReason.SignatureInvalid => DecisionCheck.Signature,
        RefusalReason.ClaimMissing => OfMissingClaim(explained.Trace),
        RefusalReason.IssuerMismatch => DecisionCheck.Issuer,
        RefusalReason.AudienceMismatch => DecisionCheck.Audience,
        RefusalReason.TokenExpired or RefusalReason.TokenNotYetValid => DecisionCheck.Lifetime,
        RefusalReason.ConfirmationUnsupported or RefusalReason.ConfirmationMissing => DecisionCheck.Confirmation,
        RefusalReason.ProofMissing or RefusalReason.ProofInvalid or RefusalReason.ProofReplayed or RefusalReason.ProofNonceMissing
            or RefusalReason.CertificateMismatch or RefusalReason.ReplayUnavailable => DecisionCheck.Proof,
        RefusalReason.TokenRevoked or RefusalReason.RevocationUnavailable => DecisionCheck.Revocation,
        RefusalReason.ScopeMissing => explained.Tools.IsReadable ? DecisionCheck.Tools : DecisionCheck.Scopes,
        RefusalReason.ConditionUnmet => explained.Tools.IsReadable ? DecisionCheck.Tools : DecisionCheck.Conditions,
        RefusalReason.AuthenticationInsufficient => DecisionCheck.StepUp,
        RefusalReason.ToolNotAllowed or RefusalReason.ToolAmbiguous => DecisionCheck.Tools,
        _ => explained.Route is null ? DecisionCheck.Target : DecisionCheck.Route,
    };

    // Unknown to everyone, not allowed for the issuer, or not the key's.
    private static DecisionCheck OfAlgorithm(DecisionTrace trace) =>
        trace.KeyStatus is not null ? DecisionCheck.Key
        : trace.Issuer is not null ? DecisionCheck.Algorithm
        : DecisionCheck.Form;

    // iss, exp, or both aud and client_id.
    private static DecisionCheck OfMissingClaim(DecisionTrace trace) =>
        trace.Issuer is null ? DecisionCheck.Issuer
        : trace.IsSigned ? DecisionCheck.Audience
        : DecisionCheck.Lifetime;
}
