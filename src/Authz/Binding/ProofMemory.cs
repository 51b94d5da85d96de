using Authz.Sharing;

namespace Authz.Binding;

/// <summary>
/// What an engine remembers about proofs, whatever definition is in force: used ones, so that none is accepted twice, even over a reload,
/// and the keys of accepted ones. No proof is remembered as good.
/// </summary>
internal sealed class ProofMemory
{
    /// <param name="time">The clock.</param>
    /// <param name="shared">What the fleet remembers; null for a process that stands alone.</param>
    public ProofMemory(TimeProvider time, FleetProofs? shared = null)
    {
        Keys = new ProofKeys();
        Nonces = shared is null ? new ProofNonces(time) : new ProofNonces(time, shared.NonceKeys);
        Shared = shared;
        shared?.Prepare();
    }

    private ProofMemory(ProofMemory enforced)
    {
        Keys = enforced.Keys;
        Nonces = enforced.Nonces;
    }

    public UsedProofs Used { get; } = new();

    public ProofKeys Keys { get; }

    public ProofNonces Nonces { get; }

    /// <summary>The used proofs of the fleet, asked last of all; null without one.</summary>
    public FleetProofs? Shared { get; }

    /// <summary>A memory for a shadow, which uses no proof up: the proof that was just used is new to it, and the nonces are the same.</summary>
    public ProofMemory ForShadow() => new(this);
}
