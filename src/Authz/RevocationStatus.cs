namespace Authz;

/// <summary>The state of one source of revocations, for operators.</summary>
public sealed record RevocationStatus
{
    /// <summary>Where the entries come from: a file's path, or the name of the fleet's store.</summary>
    public required string Source { get; init; }

    /// <summary>How many entries are in force, expired ones that are not yet forgotten included.</summary>
    public required int Entries { get; init; }

    /// <summary>For how long the source has not been known to be complete; null if it never was.</summary>
    public TimeSpan? Staleness { get; init; }

    /// <summary>What is wrong with the source; null if nothing is.</summary>
    public string? LastError { get; init; }

    /// <summary>How many requests were judged by entries that may be incomplete (<see cref="RevocationFallback.Allow"/>).</summary>
    public long Unchecked { get; init; }
}
