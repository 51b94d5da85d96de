namespace Authz.Tokens;

/// <summary>A set of <see cref="JwsAlgorithm"/>; the zero value is empty.</summary>
[Flags]
internal enum AlgorithmSet : ushort
{
    None = 0,
    RS256 = 1 << JwsAlgorithm.RS256,
    RS384 = 1 << JwsAlgorithm.RS384,
    RS512 = 1 << JwsAlgorithm.RS512,
    PS256 = 1 << JwsAlgorithm.PS256,
    PS384 = 1 << JwsAlgorithm.PS384,
    PS512 = 1 << JwsAlgorithm.PS512,
    ES256 = 1 << JwsAlgorithm.ES256,
    ES384 = 1 << JwsAlgorithm.ES384,
    ES512 = 1 << JwsAlgorithm.ES512,

    RsaPkcs1 = RS256 | RS384 | RS512,
    RsaPss = PS256 | PS384 | PS512,
    Ecdsa = ES256 | ES384 | ES512,
    All = RsaPkcs1 | RsaPss | Ecdsa,
}
