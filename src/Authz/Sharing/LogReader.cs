namespace Authz.Sharing;

/// <summary>
/// Reads the store's log into a replica's: each second what was written lately, and the whole of it if something may be missing. Then what
/// the store has lost is given back, and what has ended, or was never sealed, is removed.
/// </summary>
internal sealed class LogReader(
    FleetStore store,
    FleetSecret secret,
    FleetCounts counts,
    Func<CancellationToken, Task> subscribe,
    RevocationLog log,
    Lock gate,
    TimeProvider time)
{
    private const int PageLength = 1_000;

    // What clocks may differ by, and what a record may need on its way, several times over.
    private const long Overlap = 30_000;

    // Of a store into which somebody writes without end, one look reads no more.
    private const int MaximumPages = 64;
    private const int MaximumPagesOfAll = 4 * Revoking.RevokedSet.MaximumEntries / PageLength;

    // A store that is wrong again and again is not read without end either.
    private const long Pause = 3_000;

    private bool _isAllWanted = true;
    private long _readAllAt = long.MinValue / 2;

    /// <summary>When the last reading that succeeded began, in Unix milliseconds.</summary>
    public long ReadAt { get; private set; }

    /// <summary>Whether the whole log has been read since something was last known to be missing.</summary>
    public bool HasReadAll => !_isAllWanted;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Has the next reading read everything.</summary>
    public void ReadAllNext() => Volatile.Write(ref _isAllWanted, true);

    /// <summary>Reads; true if everything was read.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await subscribe(cancellationToken).ConfigureAwait(false);

        long startedAt = Now;
        bool isAll = Volatile.Read(ref _isAllWanted) && startedAt - _readAllAt >= Pause;
        if (!isAll)
        {
            await ReadPagesAsync(Math.Min(ReadAt, startedAt) - Overlap, MaximumPages, seen: null, cancellationToken).ConfigureAwait(false);
            ReadAt = startedAt;
            return false;
        }

        Volatile.Write(ref _isAllWanted, false);
        _readAllAt = startedAt;
        try
        {
            HashSet<UInt128> seen = [];
            await ReadPagesAsync(0, MaximumPagesOfAll, seen, cancellationToken).ConfigureAwait(false);
            await RepairAsync(seen, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            ReadAllNext();
            throw;
        }

        ReadAt = startedAt;
        return true;
    }

    private async Task ReadPagesAsync(long since, int maximumPages, HashSet<UInt128>? seen, CancellationToken cancellationToken)
    {
        List<byte[]> useless = [];
        int skip = 0;
        for (int page = 0; page < maximumPages; page++)
        {
            IReadOnlyList<byte[]> messages = await store.ListAsync(since, skip, PageLength, cancellationToken).ConfigureAwait(false);
            Take(messages, seen, useless);
            skip += messages.Count;
            if (messages.Count < PageLength)
            {
                await RemoveAsync(useless, cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        await RemoveAsync(useless, cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException("Its log is longer than any that the fleet would write.");
    }

    private void Take(IReadOnlyList<byte[]> messages, HashSet<UInt128>? seen, List<byte[]> useless)
    {
        lock (gate)
        {
            long now = Now / 1_000;
            foreach (byte[] message in messages)
            {
                if (!secret.TryOpen(message, out ReadOnlySpan<byte> body) || RevocationRecord.Read(body) is not { } record)
                {
                    counts.CountIgnored();

                    // A record under a newer secret is not for us to remove.
                    if (!secret.IsForeign(message))
                    {
                        useless.Add(message);
                    }
                }
                else if (RevocationLog.HasEnded(record.Until, now))
                {
                    useless.Add(message);
                }
                else
                {
                    log.Add(message, body, now, out UInt128 name);
                    if (secret.Keys[0].HasSealed(message))
                    {
                        seen?.Add(name);
                    }
                }
            }
        }
    }

    private async Task RemoveAsync(List<byte[]> useless, CancellationToken cancellationToken)
    {
        foreach (byte[][] part in useless.Chunk(PageLength))
        {
            await store.RemoveAsync(part, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RepairAsync(HashSet<UInt128> seen, CancellationToken cancellationToken)
    {
        IReadOnlyList<FleetRecord> missing;
        lock (gate)
        {
            missing = log.MissingIn(seen, Now / 1_000);
        }

        if (missing.Count == 0 || !await store.TryTakeAsync("repair", TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        foreach (FleetRecord[] part in missing.Chunk(PageLength))
        {
            await store.AddAsync(part, cancellationToken).ConfigureAwait(false);
        }

        // Others find more than that by its sum.
        foreach (FleetRecord record in missing.Take(PageLength))
        {
            await store.PublishAsync(record.Content, cancellationToken).ConfigureAwait(false);
        }
    }
}
