namespace Authz.Server.Issuer;

/// <summary>How the dev issuer's documents misbehave.</summary>
internal enum FaultKind
{
    /// <summary>An error status in place of the document.</summary>
    Fail,

    /// <summary>No answer at all until the fault is over.</summary>
    Stall,

    /// <summary>One byte of the document per second.</summary>
    Drip,

    /// <summary>Status 200 and a body that is no JSON.</summary>
    Garbage,

    /// <summary>Every second request fails.</summary>
    Flap,
}
