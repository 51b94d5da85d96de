using Authz.Tokens;

namespace Authz.Binding;

/// <summary>The claims of a proof that was read strictly (RFC 9449 section 4.2), unescaped. Its signature is not verified.</summary>
internal ref struct UnverifiedProof
{
    /// <summary>The <c>jti</c>; never empty in a proof that is complete.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>The <c>htm</c>.</summary>
    public ReadOnlySpan<byte> Method;

    /// <summary>The <c>htu</c>.</summary>
    public ReadOnlySpan<byte> Target;

    /// <summary>The <c>ath</c>.</summary>
    public ReadOnlySpan<byte> TokenHash;

    /// <summary>The <c>nonce</c>; empty if there is none.</summary>
    public ReadOnlySpan<byte> Nonce;

    public TokenTimes Times;
}
