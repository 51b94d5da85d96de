using Authz.Tokens;

namespace Authz.Verification;

/// <summary>A token that was read and not verified: its parts decoded, its claims out of reach.</summary>
internal ref struct TokenParts
{
    public CompactJws Jws;
    public UnverifiedHeader Header;
    public UnverifiedPayload Payload;
    public ReadOnlySpan<byte> Signature;
}
