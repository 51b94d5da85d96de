namespace Authz.Binding;

/// <summary>
/// What an engine remembers about proofs, whatever definition is in force: used ones, so that none is accepted twice, even over a reload,
/// and the keys of accepted ones. No proof is remembered as good.
/// </summary>
internal sealed class ProofMemory
{
    public ProofMemory(TimeProvider time)
    {
        Keys = new ProofKeys();
        Nonces = new ProofNonces(time);
    }

    private ProofMemory(ProofMemory enforced)
    {
        Keys = enforced.Keys;
        Nonces = enforced.Nonces;
    }

    public UsedProofs Used { get; } = new();

    public ProofKeys Keys { get; }

    public ProofNonces Nonces { get; }

    /// <summary>A memory for a shadow, which uses no proof up: the proof that was just used is new to it, and the nonces are the same.</summary>
    public ProofMemory ForShadow() => new(this);
}
