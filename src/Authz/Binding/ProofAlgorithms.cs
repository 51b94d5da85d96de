using Authz.Tokens;

namespace Authz.Binding;

/// <summary>The algorithms of proofs: asymmetric ones alone (RFC 9449 section 4.3, check 5), of those that clients use.</summary>
internal static class ProofAlgorithms
{
    public const AlgorithmSet Allowed =
        AlgorithmSet.ES256 | AlgorithmSet.ES384 | AlgorithmSet.RS256 | AlgorithmSet.PS256 | AlgorithmSet.Ed25519;

    /// <summary>The challenge's <c>algs</c> (RFC 9449 section 7.1), the most common first.</summary>
    public static readonly string Names =
        string.Join(' ', Allowed.Names().OrderByDescending(name => name.StartsWith("ES", StringComparison.Ordinal)));
}
