using Outcome = Authz.AuthorizationOutcome;

namespace Authz.Refusals;

/// <summary>
/// The one table of what each refusal says; docs/reason-codes.md and docs/responses.md are written from it. A new reason is a value of
/// <see cref="RefusalReason"/> and a row here.
/// </summary>
internal static class RefusalTable
{
    public const string InvalidToken = "invalid_token";

    /// <summary>Of the scheme <c>DPoP</c> alone (RFC 9449 section 7.1).</summary>
    public const string InvalidProof = "invalid_dpop_proof";

    private const string InvalidRequest = "invalid_request";
    private const string InsufficientScope = "insufficient_scope";

    // RFC 9449 section 9.
    private const string NonceNeeded = "use_dpop_nonce";
    // RFC 9470 section 3
    private const string InsufficientAuthentication = "insufficient_user_authentication";

    private const string Recorded = "recorded";
    private const string OfJwtGo = "jwt-go's";

    /// <summary>The rows, in the order of <see cref="RefusalReason"/>.</summary>
    public static readonly Refusal[] All =
    [
        new(
            RefusalReason.Undecided, "undecided", Outcome.Unavailable, null, null, null,
            "No decision was made: this is the zero value, not an answer of the engine.",
            "Ask the engine to authorize the request and use its answer."),
        new(
            RefusalReason.TargetAmbiguous, "target_ambiguous", Outcome.BadRequest, null, null, null,
            "The request target has more than one reading, so a backend might read it differently.",
            "Send the path alone, from its first slash on, in canonical form: no dot segments, empty segments, encoded slashes or dots, " +
            "backslashes or semicolons; or set allowEncodedSlash if a route's segments contain %2F."),
        new(
            RefusalReason.RouteNotFound, "route_not_found", Outcome.NotFound, null, null, null,
            "No route matches this method and path.",
            "Send a method and path that the definition has, compared with case and with a final slash, or add the route to the " +
            "definition."),
        new(
            RefusalReason.TokenMissing, "token_missing", Outcome.Unauthorized, null, null, null,
            "The request carries no token in the authorizer's identity source.",
            "Send one there, usually as the header 'Authorization: Bearer TOKEN'.")
        {
            AwsOrigin = Recorded,
        },
        new(
            RefusalReason.CredentialsAmbiguous, "credentials_ambiguous", Outcome.Unauthorized, InvalidRequest,
            "the request carries more than one token", "token contains an invalid number of segments",
            "The identity source occurs more than once, or holds a list.",
            "Send exactly one token."),
        new(
            RefusalReason.TokenMalformed, "token_malformed", Outcome.Unauthorized, InvalidToken,
            "the token is not a signed JWT whose header names its key", "token contains an invalid number of segments",
            "The token is not a strictly encoded compact JWS: three base64url parts without padding, header and payload JSON objects " +
            "without duplicate names, 'alg' and the name of a key in the header: 'kid', 'x5t#S256' or 'x5t'.",
            "Send the token as the issuer made it. An opaque or encrypted token cannot be checked here: ask the issuer for a signed JWT, " +
            "usually by naming an audience. If the header names no key, have the issuer write a 'kid', or set 'kidRequired' to false.")
        {
            AwsOrigin = Recorded,
        },
        new(
            RefusalReason.TokenTooLarge, "token_too_large", Outcome.Unauthorized, InvalidToken,
            "the token is too large", "the token is too large",
            "The token, its header or one of the header's values exceeds its size limit.",
            "Have the issuer put fewer claims into it, or raise the authorizer's maximumTokenLength; the limits of the header are fixed."),
        new(
            RefusalReason.CriticalHeader, "critical_header", Outcome.Unauthorized, InvalidToken,
            "the token header has a member that is not accepted", "the token header has a member that is not accepted",
            "The token's header has crit, b64 or zip, which are never accepted.",
            "Configure the issuer to leave them out."),
        new(
            RefusalReason.AlgorithmNotAllowed, "algorithm_not_allowed", Outcome.Unauthorized, InvalidToken,
            "the signing algorithm is not allowed", "signing method {0} is invalid",
            "The token's algorithm is not allowed for its issuer, or is not the one of its key.",
            "Have the issuer sign with an allowed algorithm of its key. If jwtConfiguration.algorithms leaves out one that may be listed there, " +
            "add it.")
        {
            AwsOrigin = Recorded,
            AwsVariant = new("signing method (alg) is unavailable.", "the name is unknown"),
        },
        new(
            RefusalReason.TokenTypeMismatch, "token_type_mismatch", Outcome.Unauthorized, InvalidToken,
            "the token is not of the required type", "the token is not of the required type",
            "The header's 'typ' is not the one in jwtConfiguration.requiredTokenType.",
            "Send an access token of that type, not an ID token."),
        new(
            RefusalReason.KeyUnknown, "key_unknown", Outcome.Unauthorized, InvalidToken,
            "the signing key is unknown", "the signing key is unknown",
            "The issuer's current key set has no key with the token's 'kid': it was withdrawn, or the token comes from another " +
            "environment.",
            "Get a new token from the issuer that the definition names."),
        new(
            RefusalReason.KeysUnavailable, "keys_unavailable", Outcome.Unavailable, InvalidToken, null, "JWKS communication error",
            "The issuer's keys cannot be obtained at present.",
            "If they could not be fetched, try again later, and see that the issuer can be reached from here. If what the issuer sent cannot " +
            "be used, or the definition names another address, waiting does not help: mend that.")
        {
            AwsOrigin = Recorded,
            AwsVariant = new("OIDC discovery endpoint communication error", "discovery failed"),
        },
        new(
            RefusalReason.SignatureInvalid, "signature_invalid", Outcome.Unauthorized, InvalidToken,
            "the signature is invalid", "crypto/rsa: verification error",
            "The signature does not fit the token and the issuer's key: the token was changed on its way or signed with another key.",
            "Get a new token and send it unchanged.")
        {
            AwsOrigin = OfJwtGo,
        },
        new(
            RefusalReason.ClaimMalformed, "claim_malformed", Outcome.Unauthorized, InvalidToken,
            "a claim of the token is malformed", "a claim of the token is malformed",
            "A registered claim has the wrong type or an impossible value.",
            "Have the issuer write iss, sub, jti and client_id as strings, aud and scopes as strings or arrays of strings, exp, nbf " +
            "and iat as numbers of seconds from 0 to 253402300799."),
        new(
            RefusalReason.ClaimMissing, "claim_missing", Outcome.Unauthorized, InvalidToken,
            "a required claim is missing", "a required claim is missing",
            "The token lacks 'iss', 'exp', or both 'aud' and 'client_id'.",
            "Configure the issuer to include them."),
        new(
            RefusalReason.IssuerMismatch, "issuer_mismatch", Outcome.Unauthorized, InvalidToken,
            "issuer does not match", "issuer does not match",
            "The token's 'iss' is not one of the authorizer's issuers, compared byte for byte.",
            "Get the token from one of them, or write the issuer into the definition exactly as its tokens have it: scheme, case, " +
            "final slash.")
        {
            AwsOrigin = "recorded in an access log",
        },
        new(
            RefusalReason.AudienceMismatch, "audience_mismatch", Outcome.Unauthorized, InvalidToken,
            "the token does not have a valid audience", "the token does not have a valid audience",
            "Neither 'aud' nor, if it is absent, 'client_id' is one of the configured audiences.",
            "Request the token for one of them, or add its audience to jwtConfiguration.audience.")
        {
            AwsOrigin = Recorded,
        },
        new(
            RefusalReason.TokenExpired, "token_expired", Outcome.Unauthorized, InvalidToken,
            "the token is expired", "Token is expired",
            "The token's 'exp' has passed.",
            "Get a new token; if it is new, correct the clocks.")
        {
            AwsOrigin = OfJwtGo,
        },
        new(
            RefusalReason.TokenNotYetValid, "token_not_yet_valid", Outcome.Unauthorized, InvalidToken,
            "the token is not valid yet", "Token is not valid yet",
            "The token's 'nbf' or 'iat' lies in the future, or 'nbf' after 'exp'.",
            "Wait until then; if the token should be valid now, correct the issuer's clock or ours.")
        {
            AwsOrigin = OfJwtGo,
        },
        new(
            RefusalReason.ConfirmationUnsupported, "confirmation_unsupported", Outcome.Unauthorized, InvalidToken,
            "the token is bound to a key of its sender", "the token is bound to a key of its sender",
            "The token carries 'cnf': it must be presented with a proof of possession, which this authorizer does not take.",
            "Request a plain bearer token, or accept bound ones by 'tokenBinding'."),
        new(
            RefusalReason.ConfirmationMissing, "confirmation_missing", Outcome.Unauthorized, InvalidToken,
            "the token is not bound to its sender", null,
            "The token lacks the 'cnf' that tokenBinding asks for, or came under the scheme DPoP without 'cnf.jkt'.",
            "Request a token that is bound to the client's key or certificate; a token that is not bound comes as 'Bearer', where it may."),
        new(
            RefusalReason.ProofMissing, "proof_missing", Outcome.Unauthorized, InvalidProof,
            "the request carries no DPoP proof", null,
            "The token is bound to a key, and the request has no header 'DPoP'.",
            "Send a proof for this request in the header 'DPoP'."),
        new(
            RefusalReason.ProofInvalid, "proof_invalid", Outcome.Unauthorized, InvalidProof,
            "the DPoP proof is not valid", null,
            "The proof fails a check of RFC 9449 section 4.3, or a bound token came as 'Bearer'.",
            "Make a new proof for each request, as the explanation of the check says; docs/token-binding.md lists the checks."),
        new(
            RefusalReason.ProofReplayed, "proof_replayed", Outcome.Unauthorized, InvalidProof,
            "the proof was used before", null,
            "Another request had a proof of the same key with the same 'jti'.",
            "Make a new proof for each request, retries included."),
        new(
            RefusalReason.ProofNonceMissing, "proof_nonce_missing", Outcome.Unauthorized, NonceNeeded,
            "the proof needs a nonce of this server", null,
            "The proof has no nonce, or not a current one of this server.",
            "Make a new proof with the nonce of the answer's header 'DPoP-Nonce'."),
        new(
            RefusalReason.CertificateMismatch, "certificate_mismatch", Outcome.Unauthorized, InvalidToken,
            "the token is bound to another client certificate", null,
            "The token is bound to a client certificate that this connection has not shown.",
            "Connect with the certificate for which the token was issued. Behind a proxy, name the header in which it sends the certificate."),
        new(
            RefusalReason.ReplayUnavailable, "replay_unavailable", Outcome.Unavailable, null, null, null,
            "Whether the proof was used before cannot be told at present: its key has 1,000 proofs in force, or the memory of proofs is full.",
            "Try again later; send fewer requests with one key, or lower maximumProofAge."),
        new(
            RefusalReason.TokenRevoked, "token_revoked", Outcome.Unauthorized, InvalidToken,
            "the token was revoked", null,
            "The token, its session or its user was revoked, although the token has not expired.",
            "Sign in again and get a new token."),
        new(
            RefusalReason.RevocationUnavailable, "revocation_unavailable", Outcome.Unavailable, null, null, null,
            "Whether the token was revoked cannot be told at present: the list of revoked tokens is out of date or incomplete.",
            "Try again later; see that the revocation file or the fleet's store can be read from here."),
        new(
            RefusalReason.ScopeMissing, "scope_missing", Outcome.Forbidden, InsufficientScope,
            "the token lacks a required scope", "the token lacks a required scope",
            "The token is valid but lacks a scope that the route requires.",
            "Request a token with a sufficient set of scopes, which the challenge's 'scope' names."),
        new(
            RefusalReason.ConditionUnmet, "condition_unmet", Outcome.Forbidden, null, null, null,
            "The token is valid, but a condition of the definition does not hold for it and this request.",
            "Send a token and a request for which it holds, or change the condition: 'authz explain' shows each term and what it found."),
        new(
            RefusalReason.AuthenticationInsufficient, "authentication_insufficient", Outcome.Unauthorized, InsufficientAuthentication,
            "a different authentication level or a more recent authentication is required",
            "a different authentication level or a more recent authentication is required",
            "The token is valid, but its 'acr' or 'auth_time' is not what the route's step-up asks for.",
            "Have the user authenticate again, with the 'acr_values' and 'max_age' of the challenge."),
        new(
            RefusalReason.ToolNotAllowed, "tool_not_allowed", Outcome.Forbidden, null, null, null,
            "The route has no entry for the tool that the request calls.",
            "Call a tool that the route names, in its exact spelling, or add an entry for it or for '*' to the route's tools."),
        new(
            RefusalReason.ToolAmbiguous, "tool_ambiguous", Outcome.BadRequest, null, null, null,
            "It cannot be told with certainty which tools the request calls, so the server might read it differently.",
            "Send one JSON-RPC 2.0 message, or an array of 1 to 64, as application/json in UTF-8 without Content-Encoding, no member twice " +
            "or in another case; 'Mcp-Method' and 'Mcp-Name' as the body has them; with another method than POST no body."),
    ];

    /// <summary>The row of a reason; that of the zero value for a number that is no reason.</summary>
    public static Refusal Of(RefusalReason reason) => All[(int)reason < All.Length ? (int)reason : 0];
}
