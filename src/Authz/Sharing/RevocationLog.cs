using Authz.Revoking;

namespace Authz.Sharing;

/// <summary>The fleet's revocations as this replica knows them: each with its sealed record, and what they add up to. Not safe for concurrent use.</summary>
internal sealed class RevocationLog(FleetSecret secret, int maximum = RevokedSet.MaximumEntries)
{
    private const int MillisecondsPerSecond = 1_000;

    // Sums are asked for as of a time that lies back by less than this.
    private const long RecentTime = 90 * MillisecondsPerSecond;

    private readonly Dictionary<UInt128, StoredRecord> _records = [];

    // By their end, which is a whole minute; for each key of the secret.
    private readonly Dictionary<long, RevocationSum[]> _sums = [];
    private readonly List<RecentRecord> _recent = [];

    /// <summary>What requests ask.</summary>
    public RevokedSet Set { get; } = new(maximum);

    public int Count => _records.Count;

    /// <summary>Whether a record found no room, so that the log is incomplete until others end.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Adds a record that is not known yet; false if it is known, has ended, or is none.</summary>
    /// <param name="message">The sealed record.</param>
    /// <param name="body">The same, opened.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="name">What the record is known by; zero if it is none.</param>
    public bool Add(ReadOnlySpan<byte> message, ReadOnlySpan<byte> body, long now, out UInt128 name)
    {
        name = default;
        if (RevocationRecord.Read(body) is not { } record)
        {
            return false;
        }

        RecordNumber[] numbers = new RecordNumber[secret.Keys.Count];
        for (int key = 0; key < numbers.Length; key++)
        {
            numbers[key] = secret.Keys[key].NumberOf(body);
        }

        name = numbers[0].Number;
        if (_records.ContainsKey(name) || HasEnded(record.Until, now))
        {
            return false;
        }

        if (_records.Count >= maximum || !Set.Add(record.Name, record.IssuedBefore, record.Until, now))
        {
            IsFull = true;
            return false;
        }

        // Kept under the newest key, so that an older one can be given up.
        byte[] kept = secret.Keys[0].HasSealed(message) ? message.ToArray() : secret.Seal(body);
        _records.Add(name, new StoredRecord(kept, record.WrittenAt, record.Until));
        CountIn(record.Until, numbers);
        _recent.Add(new RecentRecord(record.WrittenAt, record.Until, numbers));
        return true;
    }

    /// <summary>Whether a record, known by that name, has to be removed from the store.</summary>
    public static bool HasEnded(long until, long now) => until + RevokedSet.Margin < now;

    /// <summary>What the records add up to as of that time.</summary>
    /// <param name="key">Which of the secret's keys counts.</param>
    /// <param name="time">Unix milliseconds.</param>
    public RevocationSum SumAt(int key, long time)
    {
        RevocationSum sum = default;
        long second = time / MillisecondsPerSecond;
        foreach ((long until, RevocationSum[] sums) in _sums)
        {
            sum = until > second ? sum + sums[key] : sum;
        }

        foreach (RecentRecord recent in _recent)
        {
            bool isCounted = recent.Until > second && recent.WrittenAt > time - Heartbeat.SettlingTime;
            sum = isCounted ? sum - new RevocationSum(1, recent.Numbers[key].Number) : sum;
        }

        return sum;
    }

    /// <summary>The names of the records that are too young for the sum of that time, the youngest if they are many.</summary>
    public UInt128[] RecentAt(int key, long time) =>
    [
        .. _recent.Where(recent => recent.WrittenAt > time - Heartbeat.SettlingTime && recent.Until > time / MillisecondsPerSecond)
            .OrderByDescending(recent => recent.WrittenAt)
            .Take(Heartbeat.MaximumRecent)
            .Select(recent => recent.Numbers[key].Name),
    ];

    /// <summary>Whether all of those names are known here, of records that were written lately.</summary>
    public bool HasRecent(int key, IReadOnlyCollection<UInt128> names)
    {
        HashSet<UInt128> unknown = [.. names];
        for (int index = _recent.Count - 1; index >= 0 && unknown.Count > 0; index--)
        {
            unknown.Remove(_recent[index].Numbers[key].Name);
        }

        return unknown.Count == 0;
    }

    /// <summary>The records that are in force and not among those.</summary>
    public IReadOnlyList<FleetRecord> MissingIn(HashSet<UInt128> names, long now) =>
    [
        .. _records.Where(record => record.Value.Until > now && !names.Contains(record.Key))
            .Select(record => new FleetRecord(record.Value.WrittenAt, record.Value.Message)),
    ];

    /// <summary>Forgets what has ended.</summary>
    public void Prune(long now)
    {
        long settled = (now * MillisecondsPerSecond) - RecentTime;
        _recent.RemoveAll(recent => recent.WrittenAt < settled);
        long[] ended = [.. _sums.Keys.Where(until => HasEnded(until, now))];
        if (ended.Length == 0)
        {
            return;
        }

        foreach (long until in ended)
        {
            _sums.Remove(until);
        }

        foreach ((UInt128 name, StoredRecord record) in _records)
        {
            if (HasEnded(record.Until, now))
            {
                _records.Remove(name);
            }
        }

        Set.Prune(now);
        IsFull = false;
    }

    private void CountIn(long until, RecordNumber[] numbers)
    {
        if (!_sums.TryGetValue(until, out RevocationSum[]? sums))
        {
            _sums.Add(until, sums = new RevocationSum[numbers.Length]);
        }

        for (int key = 0; key < numbers.Length; key++)
        {
            sums[key] += new RevocationSum(1, numbers[key].Number);
        }
    }

    private readonly record struct StoredRecord(byte[] Message, long WrittenAt, long Until);

    private readonly record struct RecentRecord(long WrittenAt, long Until, RecordNumber[] Numbers);
}
