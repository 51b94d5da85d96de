namespace Authz.Tests.Sharing;

/// <summary>
/// A store in memory, with a network in front: delays, losses and partitions come from a seed and from what a test sets. All of it runs on the
/// clock's own thread, so that two runs of a seed are the same.
/// </summary>
internal sealed class SimulatedServer(TimeProvider clock, int seed = 1)
{
    private readonly Dictionary<string, (byte[] Value, DateTimeOffset End)> _values = [];
    private readonly SortedSet<(long WrittenAt, string Key)> _order = [];
    private readonly Dictionary<string, FleetRecord> _records = [];
    private readonly List<SimulatedStore> _stores = [];
    private readonly Random _random = new(seed);

    public TimeProvider Clock => clock;

    /// <summary>The longest delay of a call or a message.</summary>
    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Of all messages to one replica, how many are lost: 0 to 1.</summary>
    public double Loss { get; set; }

    public bool IsDown { get; set; }

    /// <summary>How many other servers have what this one has.</summary>
    public long Copies { get; set; }

    /// <summary>How many calls were answered.</summary>
    public long Calls { get; private set; }

    public long Messages { get; private set; }

    public IReadOnlyCollection<FleetRecord> Records => _records.Values;

    /// <summary>The names of the values, whether they have ended or not.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>What was published, in turn.</summary>
    public List<byte[]> Published { get; } = [];

    public SimulatedStore Connect()
    {
        SimulatedStore store = new(this);
        _stores.Add(store);
        return store;
    }

    public void Disconnect(SimulatedStore store) => _stores.Remove(store);

    /// <summary>Loses everything, or what was written after that time.</summary>
    public void Lose(long after = long.MinValue)
    {
        foreach ((string key, FleetRecord record) in _records.Where(record => record.Value.WrittenAt >= after).ToArray())
        {
            _records.Remove(key);
            _order.Remove((record.WrittenAt, key));
        }

        _values.Clear();
    }

    public TimeSpan DrawDelay() => MaximumDelay * _random.NextDouble();

    public bool TryTake(string name, TimeSpan life)
    {
        Calls++;
        return !TryRead(name, out _) && TryWrite(name, [], life);
    }

    public bool TryRead(string name, out byte[]? value)
    {
        Calls++;
        bool isThere = _values.TryGetValue(name, out (byte[] Value, DateTimeOffset End) found) && found.End > clock.GetUtcNow();
        value = isThere ? found.Value : null;
        return isThere;
    }

    public bool TryWrite(string name, byte[] value, TimeSpan life)
    {
        Calls++;
        _values[name] = (value, clock.GetUtcNow() + life);
        return true;
    }

    public void Add(FleetRecord record)
    {
        Calls++;
        string key = Convert.ToHexString(record.Content);
        if (_records.TryAdd(key, record))
        {
            _order.Add((record.WrittenAt, key));
        }
    }

    public IReadOnlyList<byte[]> List(long since, int skip, int count)
    {
        Calls++;
        return
        [
            .. _order.GetViewBetween((since, ""), (long.MaxValue, "\uFFFF")).Skip(skip).Take(count).Select(entry => _records[entry.Key].Content),
        ];
    }

    public void Remove(byte[] content)
    {
        Calls++;
        string key = Convert.ToHexString(content);
        if (_records.Remove(key, out FleetRecord record))
        {
            _order.Remove((record.WrittenAt, key));
        }
    }

    public long Publish(byte[] message)
    {
        Calls++;
        Published.Add(message);
        int told = 0;
        foreach (SimulatedStore store in _stores)
        {
            if (store.IsReachable && store.IsSubscribed && _random.NextDouble() >= Loss)
            {
                told++;
                Messages++;
                store.Deliver(message, DrawDelay());
            }
        }

        return told;
    }
}
