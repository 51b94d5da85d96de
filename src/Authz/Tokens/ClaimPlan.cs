using Authz.Json;

namespace Authz.Tokens;

/// <summary>
/// The claims whose places are noted in the one pass that reads a payload, because conditions compare them. Immutable.
/// </summary>
internal sealed class ClaimPlan
{
    public static readonly ClaimPlan Empty = new([]);

    private readonly ClaimPlanNode? _root;

    /// <param name="claims">The claims, each as the names from the payload down; no two are equal. Their order is that of the slots.</param>
    public ClaimPlan(IReadOnlyList<byte[][]> claims)
    {
        Count = claims.Count;
        Identity = string.Join(',', claims.Select(names => string.Join('/', names.Select(Convert.ToHexString))));
        _root = claims.Count == 0 ? null : new ClaimPlanNode([.. claims.Select((names, slot) => (names, slot))], depth: 0);
    }

    /// <summary>A text that is equal where the claims and their order are.</summary>
    public string Identity { get; }

    /// <summary>How many claims are noted.</summary>
    public int Count { get; }

    /// <summary>The entry of a member of the payload; null if neither it nor a part of it is noted.</summary>
    public ClaimPlanEntry? Find(ReadOnlySpan<byte> name, bool isEscaped) => _root?.Find(name, isEscaped);
}

/// <summary>The noted members of one object.</summary>
internal sealed class ClaimPlanNode
{
    private readonly ClaimPlanEntry[] _entries;

    public ClaimPlanNode(IReadOnlyList<(byte[][] Names, int Slot)> claims, int depth) => _entries =
    [
        .. claims.GroupBy(claim => Convert.ToHexString(claim.Names[depth]), StringComparer.Ordinal).Select(group => new ClaimPlanEntry(
            group.First().Names[depth],
            group.Where(claim => claim.Names.Length == depth + 1).Select(claim => claim.Slot).DefaultIfEmpty(-1).Single(),
            group.Any(claim => claim.Names.Length > depth + 1)
                ? new ClaimPlanNode([.. group.Where(claim => claim.Names.Length > depth + 1)], depth + 1)
                : null)),
    ];

    public ClaimPlanEntry? Find(ReadOnlySpan<byte> name, bool isEscaped)
    {
        foreach (ClaimPlanEntry entry in _entries)
        {
            if (JsonText.Equals(name, isEscaped, entry.Name))
            {
                return entry;
            }
        }

        return null;
    }
}

/// <summary>A noted member: it is a claim of the plan, has such claims inside, or both.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Slot">The claim's place in the plan; negative if only claims inside it are noted.</param>
/// <param name="Inside">The noted claims inside it; null if there are none.</param>
internal sealed record ClaimPlanEntry(byte[] Name, int Slot, ClaimPlanNode? Inside)
{
    /// <summary>Notes the member, and moves the reader to its end.</summary>
    /// <param name="value">The member's value where the reader met it: of a list or object its first character.</param>
    /// <param name="json">The reader, on the value or already at its end.</param>
    /// <param name="slots">The noted places.</param>
    public void Note(ClaimSlot value, scoped ref StrictJsonReader json, scoped Span<ClaimSlot> slots)
    {
        if (Inside is not null && json.Kind == JsonTokenKind.StartObject)
        {
            while (json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
            {
                ClaimSlot member = new((ushort)json.ValueStart, (ushort)json.ValueLength, json.Kind, json.IsEscaped);
                if (Inside.Find(name, isEscaped) is { } entry)
                {
                    // As deep as the plan, which a definition bounds.
                    entry.Note(member, ref json, slots);
                }
                else
                {
                    json.SkipChildren();
                }
            }
        }
        else
        {
            json.SkipChildren();
        }

        if (Slot >= 0)
        {
            bool isNested = json.Kind is JsonTokenKind.EndArray or JsonTokenKind.EndObject;
            slots[Slot] = isNested ? value with { Length = (ushort)(json.ValueStart + 1 - value.Start) } : value;
        }
    }
}
