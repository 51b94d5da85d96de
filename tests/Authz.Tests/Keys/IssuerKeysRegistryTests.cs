using System.Diagnostics;
using System.Diagnostics.Metrics;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys;

public sealed class IssuerKeysRegistryTests : IDisposable
{
    // Far above what a slow machine needs, far below what copying all issuers for each takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly TestJwk s_key = TestJwk.Create("key");

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedIssuer _remote = new();
    private readonly IssuerKeysRegistry _registry;

    public IssuerKeysRegistryTests()
    {
        _registry = new IssuerKeysRegistry(new ApiAuthorizerOptions { TimeProvider = _time, KeyFetchHandler = _remote });
        _remote.Publish(s_key);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void Shares_Keys_AmongEntriesOfOneIssuerAndSource()
    {
        JwtConfiguration entry = KeysUnderTest.Entry;

        IssuerKeys keys = _registry.GetOrAdd(entry, CompatibilityProfile.Standard);

        Assert.Same(
            keys, _registry.GetOrAdd(entry with { Audience = ["other"], ClockSkew = TimeSpan.Zero }, CompatibilityProfile.Standard));
        Assert.NotSame(keys, _registry.GetOrAdd(entry with { JwksUri = "https://id.example.com/other" }, CompatibilityProfile.Standard));
        Assert.NotSame(keys, _registry.GetOrAdd(entry with { Issuer = "https://other.example.com/" }, CompatibilityProfile.Standard));
    }

    [Fact]
    public async Task Keeps_Keys_WhenAReloadChangesOnlyTheirLimits_WhileTheIssuerIsDown()
    {
        await _registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityProfile.Standard).WarmUpAsync(default);
        _remote.GoDown();
        _time.Advance(TimeSpan.FromMinutes(50));

        IssuerKeys reloaded = _registry.GetOrAdd(
            KeysUnderTest.Entry with { MaximumKeyAge = TimeSpan.FromHours(1) }, CompatibilityProfile.Standard);
        _registry.Retain([reloaded]);

        Assert.InRange(reloaded.GetStatus().NextRefresh!.Value - _time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(KeyLookupStatus.Found, Find(reloaded));
        Assert.Same(reloaded, Assert.Single(_registry.Issuers));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(KeyLookupStatus.NoKeys, Find(reloaded));

        KeyLookupStatus Find(IssuerKeys keys) =>
            keys.Find(s_key.KeyIdBytes, Authz.Tokens.JwsAlgorithm.ES256, _time.GetUtcNow().ToUnixTimeSeconds(), out _);
    }

    [Theory]
    [InlineData(CompatibilityMode.Aws, null)]
    [InlineData(CompatibilityMode.Standard, 1.0)]
    public void NeverAges_InlineKeys_WhenAReloadChangesTheirLimits(CompatibilityMode mode, double? maximumHours)
    {
        JwtConfiguration entry = KeysUnderTest.Entry with { Jwks = TestJwk.SetOf(s_key.Json) };
        _registry.GetOrAdd(entry, CompatibilityProfile.Standard);
        _time.Advance(TimeSpan.FromHours(30));

        IssuerKeys reloaded = _registry.GetOrAdd(
            entry with { MaximumKeyAge = maximumHours is { } hours ? TimeSpan.FromHours(hours) : null }, CompatibilityProfile.Of(mode));
        _registry.Retain([reloaded]);

        Assert.True(reloaded.IsUsable);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.True(reloaded.IsUsable);
        Assert.Null(reloaded.GetStatus().NextRefresh);
    }

    [Fact]
    public void Survives_ManyIssuers()
    {
        Stopwatch watch = Stopwatch.StartNew();

        IssuerKeys[] keys =
            [.. Enumerable.Range(0, 20_000).Select(index => _registry.GetOrAdd(
                KeysUnderTest.Entry with { Issuer = $"https://{index}.example.com/" }, CompatibilityProfile.Standard))];
        _registry.Retain(new HashSet<IssuerKeys>(keys));

        Assert.Equal(keys, _registry.Issuers);
        Assert.True(watch.Elapsed < s_patience, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task StopsRefreshing_KeysThatAReloadDropped()
    {
        IssuerKeys dropped = _registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityProfile.Standard);
        await dropped.WarmUpAsync(default);

        _registry.Retain([]);
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, _remote.Requests);
        Assert.Equal(
            KeyRefreshOutcome.Unavailable,
            dropped.RequestRefresh(KeyQueries.Request(KeyRefreshReason.UnknownKeyId, "x"u8, Authz.Tokens.JwsAlgorithm.ES256)));
    }

    [Fact]
    public async Task KeepsRefreshing_KeysThatAReloadKeeps()
    {
        IssuerKeys kept = _registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityProfile.Standard);
        await kept.WarmUpAsync(default);

        _registry.Retain([kept]);

        Assert.Equal(
            KeyRefreshOutcome.Pending,
            kept.RequestRefresh(KeyQueries.Request(KeyRefreshReason.UnknownKeyId, "x"u8, Authz.Tokens.JwsAlgorithm.ES256)));
    }

    [Fact]
    public async Task Limits_AFetch_ToTheServicesTime_InAws()
    {
        Task reached = _remote.Stall();
        IssuerKeys keys = _registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityProfile.Aws);
        Task fetch = keys.WarmUpAsync(default);
        await reached;

        _time.Advance(TimeSpan.FromMilliseconds(1500));
        await fetch;

        Assert.Contains("within 1.5 s", keys.GetStatus().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposes_TimersAndMeters()
    {
        CountingTime time = new();
        int completed = 0;
        using MeterListener listener = new();
        IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = _remote });
        IssuerKeys keys = registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityProfile.Standard);
        await keys.WarmUpAsync(default);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "authz.keys.age")
            {
                self.EnableMeasurementEvents(instrument, registry);
            }
        };
        listener.MeasurementsCompleted = (_, state) => completed += ReferenceEquals(state, registry) ? 1 : 0;
        listener.Start();
        Assert.NotEqual(0, time.Timers);

        registry.Dispose();

        Assert.Equal(0, time.Timers);
        Assert.NotEqual(0, completed);
    }

    /// <summary>Counts the timers that nobody has disposed of.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class CountedTimer(CountingTime time, ITimer timer) : ITimer
        {
            private int _isDisposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                {
                    Interlocked.Decrement(ref time._timers);
                }

                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
