using Authz.Keys;
using Authz.Tests.Keys;

namespace Authz.Tests.Sharing;

/// <summary>Replicas that share an issuer's keys, on a clock that jumps.</summary>
internal sealed class SimulatedKeyFleet : IDisposable
{
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(3);
    public static readonly TestJwk First = TestJwk.Create("first");
    public static readonly TestJwk Second = TestJwk.Create("second");
    public static readonly TestJwk Stranger = TestJwk.Create("stranger");

    // Continuations run on the clock's thread, at once, only where no context wants them elsewhere.
    private readonly SynchronizationContext? _context = SynchronizationContext.Current;
    private readonly int _seed;
    private int _started;

    public SimulatedKeyFleet(int replicas = 0, int seed = 1)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _seed = seed;
        Random = new Random(seed);
        Clock = new EventClock(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        Server = new SimulatedServer(Clock, seed);
        Issuer = new SimulatedIssuer(Clock);
        Issuer.Publish(First);
        for (int replica = 0; replica < replicas; replica++)
        {
            Start();
        }
    }

    public EventClock Clock { get; }

    public Random Random { get; }

    public SimulatedServer Server { get; }

    public SimulatedIssuer Issuer { get; }

    public KeyMetrics Metrics { get; } = new(() => []);

    public List<SimulatedKeyReplica> Replicas { get; } = [];

    /// <summary>A fleet that has keys.</summary>
    public static SimulatedKeyFleet Founded(int replicas, int seed = 1)
    {
        SimulatedKeyFleet fleet = new(replicas, seed);
        fleet.WarmUp();
        fleet.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(replicas, fleet.CountFound(First));
        return fleet;
    }

    public SimulatedKeyReplica Start(TimeSpan skew = default, string? secret = null)
    {
        SimulatedKeyReplica replica = new(this, (_seed * 100_003) + _started++, skew, secret);
        Replicas.Add(replica);
        return replica;
    }

    public void WarmUp() => Replicas.ForEach(replica => _ = replica.Keys.WarmUpAsync(default));

    public void Pass(TimeSpan time) => Clock.Pass(time);

    public SimulatedKeyReplica Any() => Replicas[Random.Next(Replicas.Count)];

    /// <summary>How many replicas accept a key now.</summary>
    public int CountFound(TestJwk key) => Replicas.Count(replica => replica.Look(key) == KeyLookupStatus.Found);

    /// <summary>The most fetches within a window of that length.</summary>
    public int MostFetchesIn(TimeSpan window, DateTimeOffset since = default)
    {
        DateTimeOffset[] fetches = [.. Issuer.Fetches.Where(fetch => fetch >= since)];
        return fetches.Length == 0 ? 0 : fetches.Max(first => fetches.Count(fetch => fetch >= first && fetch < first + window));
    }

    public void Dispose()
    {
        Replicas.ForEach(replica => replica.Dispose());
        Metrics.Dispose();
        SynchronizationContext.SetSynchronizationContext(_context);
    }
}
