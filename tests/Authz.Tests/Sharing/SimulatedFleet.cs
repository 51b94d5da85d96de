using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Sharing;

/// <summary>Replicas around a <see cref="SimulatedServer"/>.</summary>
internal sealed class SimulatedFleet : IDisposable
{
    public const string Secret = "a secret of the fleet, long enough for a test";
    public const string Issuer = "https://issuer.example";

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    // Continuations run on the clock's thread, at once, only where no context wants them elsewhere.
    private readonly SynchronizationContext? _context = SynchronizationContext.Current;

    public SimulatedFleet(int replicas = 0, int seed = 1)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        Clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        Server = new SimulatedServer(Clock, seed);
        for (int replica = 0; replica < replicas; replica++)
        {
            Start();
        }
    }

    public FakeTimeProvider Clock { get; }

    public SimulatedServer Server { get; }

    public List<SimulatedReplica> Replicas { get; } = [];

    public static RevocationEntry Entry(string tokenId, DateTimeOffset now) => new()
    {
        Issuer = Issuer,
        Claim = RevocationClaim.TokenId,
        Value = tokenId,
        Until = now + TimeSpan.FromHours(1),
    };

    /// <summary>A fleet that has begun to speak.</summary>
    public static SimulatedFleet Founded(int replicas, int seed = 1)
    {
        SimulatedFleet fleet = new(replicas, seed);
        fleet.Pass(TimeSpan.FromSeconds(15));
        Assert.True(fleet.Judge("any").All(reason => reason is null), string.Join(" | ", fleet.Replicas.Take(3).Select(replica => $"{replica.Revocations.LastError} {replica.Fleet.Status}")));
        return fleet;
    }

    public SimulatedReplica Start(string secret = Secret, TimeSpan skew = default)
    {
        SimulatedReplica replica = new(Server, secret, skew);
        Replicas.Add(replica);
        return replica;
    }

    /// <summary>Lets time pass, step by step.</summary>
    public void Pass(TimeSpan time, Action? each = null)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += s_tick)
        {
            Clock.Advance(s_tick);
            each?.Invoke();
        }
    }

    public static Task<long> RevokeAsync(SimulatedReplica by, string tokenId) => by.Fleet.RevokeAsync(Entry(tokenId, by.Clock.GetUtcNow()));

    /// <summary>Why each replica refuses a token with that <c>jti</c>; null if it passes.</summary>
    public IEnumerable<RefusalReason?> Judge(string tokenId) => Replicas.Select(replica => replica.Judge(tokenId));

    public void Dispose()
    {
        Replicas.ForEach(replica => replica.Dispose());
        SynchronizationContext.SetSynchronizationContext(_context);
    }
}
