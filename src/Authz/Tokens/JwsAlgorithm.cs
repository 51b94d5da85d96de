namespace Authz.Tokens;

/// <summary>The signature algorithms that can be verified (RFC 7518 section 3.1); every other name is unknown.</summary>
internal enum JwsAlgorithm : byte
{
    Unknown = 0,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
}
