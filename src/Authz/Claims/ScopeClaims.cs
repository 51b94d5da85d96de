using Authz.Tokens;

namespace Authz.Claims;

/// <summary>The claims that an issuer writes scopes into: the first that is present decides.</summary>
internal sealed class ScopeClaims
{
    // RFC 8693 section 4.2, and what Microsoft and Okta write: scopes separated by spaces.
    private static readonly string[] s_lists = ["scp", "scope"];

    // Null for scp and then scope, which every payload is read for.
    private readonly ClaimPath[]? _paths;

    /// <param name="names">Names and JSON Pointers; null for the default.</param>
    public ScopeClaims(IReadOnlyList<string>? names) => _paths = names is null ? null : [.. names.Select(ClaimPath.Parse)];

    /// <summary>The claim that decides; absent if there is none, and if it is malformed.</summary>
    public ClaimSlot SelectFrom(scoped in VerifiedPayload payload) =>
        _paths is null ? payload.Scopes : TrySelect(payload.Text, out ClaimSlot slot) ? slot : default;

    /// <summary>Whether the claim that decides is a string or a list of strings; true also if there is none.</summary>
    public bool IsSoundIn(scoped in VerifiedPayload payload) => _paths is null || TrySelect(payload.Text, out _);

    private bool TrySelect(ReadOnlySpan<byte> payload, out ClaimSlot slot)
    {
        slot = default;
        foreach (ClaimPath path in _paths!)
        {
            slot = path.Find(payload);
            if (slot.IsPresent)
            {
                bool isText = slot.Kind == JsonTokenKind.String;
                slot = isText && !s_lists.Contains(path.Text, StringComparer.Ordinal) ? AsListOfOne(slot) : slot;
                return isText || slot.Kind == JsonTokenKind.StartArray;
            }
        }

        return true;
    }

    // With its quotation marks a text reads like a list of one, which is never split at spaces.
    private static ClaimSlot AsListOfOne(ClaimSlot slot) =>
        new((ushort)(slot.Start - 1), (ushort)(slot.Length + 2), JsonTokenKind.StartArray, IsEscaped: false);
}
