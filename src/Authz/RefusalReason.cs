namespace Authz;

/// <summary>
/// Why a request was refused. Each reason has one stable code (<see cref="RefusalReasonExtensions.ToCode"/>), the same in results,
/// logs, metrics and documentation.
/// </summary>
public enum RefusalReason : byte
{
    /// <summary>
    /// No verdict was reached: the zero value, which refuses. Also the engine's answer for a route with a Lambda authorizer, which the
    /// host runs.
    /// </summary>
    Undecided = 0,

    /// <summary>The request target is not in canonical form, so a backend might read it differently.</summary>
    TargetAmbiguous,

    /// <summary>No route matches method and path.</summary>
    RouteNotFound,

    /// <summary>The identity source of the route's authorizer holds no token.</summary>
    TokenMissing,

    /// <summary>The identity source holds more than one value.</summary>
    CredentialsAmbiguous,

    /// <summary>The token is not a strictly encoded compact JWS of two JSON objects (RFC 7515 section 7.1, RFC 7519 section 7.2).</summary>
    TokenMalformed,

    /// <summary>The token, its header or one of its bounded members exceeds its size limit.</summary>
    TokenTooLarge,

    /// <summary>
    /// The header carries <c>crit</c>, <c>b64</c>, <c>zip</c> or key material (RFC 7515 sections 4.1.2, 4.1.3, 4.1.5, 4.1.6 and 4.1.11,
    /// RFC 7797 section 3, RFC 7516 section 4.1.3).
    /// </summary>
    CriticalHeader,

    /// <summary>The header's <c>alg</c> is not allowed for the issuer, or not the key's.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header's <c>typ</c> is not the one that the authorizer requires (RFC 8725 section 3.11).</summary>
    TokenTypeMismatch,

    /// <summary>The token's <c>kid</c> is missing in a fresh key set of the issuer.</summary>
    KeyUnknown,

    /// <summary>The issuer's keys could not be obtained, or are too old.</summary>
    KeysUnavailable,

    /// <summary>The signature does not verify.</summary>
    SignatureInvalid,

    /// <summary>A registered claim has the wrong type or an impossible value.</summary>
    ClaimMalformed,

    /// <summary>A required claim is absent.</summary>
    ClaimMissing,

    /// <summary><c>iss</c> is not an issuer of the route's authorizer, byte for byte.</summary>
    IssuerMismatch,

    /// <summary>Neither <c>aud</c> nor, in its absence, <c>client_id</c> names an accepted audience.</summary>
    AudienceMismatch,

    /// <summary>The time of <c>exp</c> has come.</summary>
    TokenExpired,

    /// <summary><c>nbf</c> or <c>iat</c> lies in the future, or <c>nbf</c> after <c>exp</c>.</summary>
    TokenNotYetValid,

    /// <summary>The token is bound to a key of its sender (<c>cnf</c>, RFC 7800), which a bearer request cannot prove.</summary>
    ConfirmationUnsupported,

    /// <summary>The token is not bound to its sender, where that is required (RFC 7800).</summary>
    ConfirmationMissing,

    /// <summary>The request carries no proof of the key that its token is bound to (RFC 9449 section 7.1).</summary>
    ProofMissing,

    /// <summary>The proof fails a check of RFC 9449 section 4.3, or the bound token was sent as a bearer token.</summary>
    ProofInvalid,

    /// <summary>The proof was used before (RFC 9449 section 11.1).</summary>
    ProofReplayed,

    /// <summary>The proof lacks a current nonce of this server (RFC 9449 section 9).</summary>
    ProofNonceMissing,

    /// <summary>The connection's client certificate is not the one that the token is bound to (RFC 8705 section 3).</summary>
    CertificateMismatch,

    /// <summary>Whether the proof was used before cannot be told at present.</summary>
    ReplayUnavailable,

    /// <summary>The token, its session or its user was revoked.</summary>
    TokenRevoked,

    /// <summary>Whether the token was revoked cannot be told at present.</summary>
    RevocationUnavailable,

    /// <summary>The token lacks a scope that the route, or a tool that the request calls, requires.</summary>
    ScopeMissing,

    /// <summary>The condition of the token's issuer or of the route does not hold. What it asks for is not told to clients.</summary>
    ConditionUnmet,

    /// <summary>The user was not authenticated as well, or as recently, as the route's step-up asks (RFC 9470).</summary>
    AuthenticationInsufficient,

    /// <summary>The route has no entry for a tool that the request calls.</summary>
    ToolNotAllowed,

    /// <summary>It could not be told with certainty which tools the request calls.</summary>
    ToolAmbiguous,
}
