namespace Authz;

/// <summary>The state of one issuer's keys, for operators.</summary>
public sealed record IssuerKeyStatus
{
    /// <summary>The issuer whose keys these are.</summary>
    public required string Issuer { get; init; }

    /// <summary>Where the keys come from: a URL, a file, or <c>inline</c>.</summary>
    public required string KeySource { get; init; }

    /// <summary>Whether tokens of this issuer can be decided now.</summary>
    public required bool IsUsable { get; init; }

    /// <summary>How old the newest successful fetch is; null if no fetch has succeeded.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When the next fetch is due.</summary>
    public DateTimeOffset? NextRefresh { get; init; }

    /// <summary>What went wrong in the last fetch; null after a success.</summary>
    public string? LastError { get; init; }

    /// <summary>
    /// Whether the last fetch was answered with something that cannot be used, so that waiting does not help: the definition, or what the
    /// issuer publishes, has to be mended.
    /// </summary>
    public bool IsSourceUnusable { get; init; }

    /// <summary>
    /// Problems that do no harm yet: keys left out of the set, with the cause, and an ignored snapshot.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The published keys that are not used, also named in <see cref="Warnings"/>.</summary>
    public IReadOnlyList<UnusedKey> UnusedKeys { get; init; } = [];

    /// <summary>The keys in force.</summary>
    public required IReadOnlyList<IssuerKey> Keys { get; init; }

    /// <summary>How often a fetch changed the keys.</summary>
    public long Rotations { get; init; }

    /// <summary>How many tokens named a <c>kid</c> missing in the set.</summary>
    public long UnknownKeyIds { get; init; }
}
