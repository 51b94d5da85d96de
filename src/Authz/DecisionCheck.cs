namespace Authz;

/// <summary>The checks of a request, in the order in which they are made.</summary>
public enum DecisionCheck : byte
{
    /// <summary>The target has one reading.</summary>
    Target = 0,

    /// <summary>A route matches method and path, and allows the path's encoded slashes.</summary>
    Route,

    /// <summary>The authorizer's identity source holds exactly one token, within the size limit.</summary>
    IdentitySource,

    /// <summary>Whether the token was verified before; explanations verify it anew.</summary>
    RememberedToken,

    /// <summary>The token is a strict compact JWS, its header is acceptable, and its registered claims have their types.</summary>
    Form,

    /// <summary><c>iss</c> is an issuer of the authorizer.</summary>
    Issuer,

    /// <summary><c>alg</c> is allowed for that issuer.</summary>
    Algorithm,

    /// <summary><c>typ</c> is the one that the issuer's tokens must have.</summary>
    TokenType,

    /// <summary><c>exp</c>, <c>nbf</c> and <c>iat</c> agree with the clock.</summary>
    Lifetime,

    /// <summary>The issuer's key set has a key of the token's <c>kid</c> for its <c>alg</c>.</summary>
    Key,

    /// <summary>The signature is that key's.</summary>
    Signature,

    /// <summary><c>aud</c>, or in its absence <c>client_id</c>, names an accepted audience.</summary>
    Audience,

    /// <summary>The token is bound to its sender as the authorizer asks, or not at all (<c>cnf</c>).</summary>
    Confirmation,

    /// <summary>The sender has proven what the token is bound to: a key, by a proof of RFC 9449, or a client certificate.</summary>
    Proof,

    /// <summary>Neither the token nor its session or user was revoked.</summary>
    Revocation,

    /// <summary>The token has the scopes that the route requires.</summary>
    Scopes,

    /// <summary>The conditions of the issuer and of the route hold.</summary>
    Conditions,

    /// <summary>The user was authenticated as well and as recently as the route's step-up asks.</summary>
    StepUp,

    /// <summary>The tools that the request calls are the route's, and the token has the scopes that they require.</summary>
    Tools,
}
