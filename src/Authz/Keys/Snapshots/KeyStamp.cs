namespace Authz.Keys.Snapshots;

/// <summary>
/// The last known state of a key: in force at that <see cref="KeyEpoch"/>, until that time. A remembered token carries it, because asking
/// the key itself means two cache misses for every token (ratios P8). The zero value proves nothing.
/// </summary>
internal struct KeyStamp
{
    // Enough for the year 3058; a limit beyond it counts as that year.
    private const int SecondsBits = 35;
    private const long LastSecond = (1L << SecondsBits) - 1;

    // Count and limit in one word, so that readers that renew it at once never leave the one with another's other.
    private long _word;

    /// <summary>Whether the key is in force.</summary>
    /// <param name="key">The key, always the same.</param>
    /// <param name="epoch">Counts the key's events.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public bool IsInForce(VerificationKey key, KeyEpoch epoch, long now)
    {
        // The count is read before the key is asked: an event in between makes the stamp outdated.
        int count = epoch.Current;
        long word = Volatile.Read(ref _word);
        if (word >> SecondsBits == CountBits(count) && now < (word & LastSecond))
        {
            return true;
        }

        long until = key.UsableUntil;
        if (now >= until)
        {
            return false;
        }

        if (until > 0)
        {
            Volatile.Write(ref _word, (CountBits(count) << SecondsBits) | Math.Min(until, LastSecond));
        }

        return true;
    }

    // Those that a word has room for; they come round after a quarter of a billion events.
    private static long CountBits(int count) => count & (int.MaxValue >> 3);
}
