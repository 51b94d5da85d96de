namespace Authz;

/// <summary>A fleet as one replica sees it, for operators.</summary>
public sealed record FleetStatus
{
    /// <summary>The store's name, without credentials.</summary>
    public required string Store { get; init; }

    /// <summary>Whether the store can be reached at present.</summary>
    public required bool IsConnected { get; init; }

    /// <summary>When a heartbeat was last heard or said; null if none was, or if no authorizer asks for revocations.</summary>
    public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>The number of that heartbeat.</summary>
    public ulong HeartbeatNumber { get; init; }

    /// <summary>How old what was last read in the store is; null if nothing was, or if no authorizer asks for revocations.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>How many messages and values of the store were ignored, because no replica has sealed them or they are not what they should be.</summary>
    public long IgnoredMessages { get; init; }

    /// <summary>How many calls of the store failed.</summary>
    public long FailedCalls { get; init; }

    /// <summary>How many key documents were taken that other replicas have fetched.</summary>
    public long TakenKeyDocuments { get; init; }

    /// <summary>How many DPoP proofs the store did not answer for in time, so that this replica's memory alone has decided.</summary>
    public long UncheckedProofs { get; init; }
}
