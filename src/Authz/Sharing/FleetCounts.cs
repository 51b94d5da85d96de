namespace Authz.Sharing;

/// <summary>What a replica has met in the store, for operators.</summary>
internal sealed class FleetCounts
{
    private long _ignored;
    private long _failures;
    private long _takenKeys;
    private long _uncheckedProofs;

    /// <summary>Messages and values that no replica has sealed, or that are not what they should be.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    /// <summary>Calls of the store that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Key documents that others have fetched and this replica has taken.</summary>
    public long TakenKeys => Interlocked.Read(ref _takenKeys);

    /// <summary>Proofs that the store did not answer for in time.</summary>
    public long UncheckedProofs => Interlocked.Read(ref _uncheckedProofs);

    public void CountIgnored() => Interlocked.Increment(ref _ignored);

    public void CountFailure() => Interlocked.Increment(ref _failures);

    public void CountTakenKeys() => Interlocked.Increment(ref _takenKeys);

    public void CountUncheckedProof() => Interlocked.Increment(ref _uncheckedProofs);
}
