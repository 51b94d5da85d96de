using Authz.Tokens;

namespace Authz.Binding;

/// <summary>The bounds of proofs and of the memory of used ones.</summary>
internal static class ProofLimits
{
    /// <summary>Characters of a proof.</summary>
    public const int Length = 8_192;

    /// <summary>Bytes of a proof's decoded header.</summary>
    public const int Header = TokenLimits.Header;

    /// <summary>Seconds by which a proof's <c>iat</c> may lie in the future.</summary>
    public const int FutureSeconds = 5;

    /// <summary>The longest <see cref="TokenBinding.MaximumProofAge"/>, in seconds.</summary>
    public const int MaximumAge = 300;

    /// <summary>Proofs of one key that are in force at once.</summary>
    public const int PerKey = 1_000;

    /// <summary>Proofs in force at once, and keys that they belong to: about 50 bytes each.</summary>
    public const int Remembered = 1 << 20;

}
