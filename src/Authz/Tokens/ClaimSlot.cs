namespace Authz.Tokens;

/// <summary>The place of a claim's raw text in the payload; the zero value is an absent claim. A payload never reaches 64 KiB.</summary>
internal readonly record struct ClaimSlot(ushort Start, ushort Length, JsonTokenKind Kind, bool IsEscaped)
{
    public bool IsPresent => Kind != JsonTokenKind.None;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> payload) => payload.Slice(Start, Length);
}
