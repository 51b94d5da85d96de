namespace Authz.Binding;

/// <summary>
/// What an engine remembers about proofs, whatever definition is in force: used ones, so that none is accepted twice, even over a reload,
/// and the keys of accepted ones. No proof is remembered as good.
/// </summary>
internal sealed class ProofMemory(TimeProvider time)
{
    public UsedProofs Used { get; } = new();

    public ProofKeys Keys { get; } = new();

    public ProofNonces Nonces { get; } = new(time);
}
