using System.Diagnostics.Metrics;
using Authz.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys;

public sealed class IssuerKeysRegistryTests
{
    private static readonly TestJwk s_key = TestJwk.Create("key");

    [Fact]
    public void Shares_Keys_AmongEntriesOfOneIssuerAndSource()
    {
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions());
        JwtConfiguration entry = KeysUnderTest.Entry;

        IssuerKeys keys = registry.GetOrAdd(entry, CompatibilityMode.Standard);

        Assert.Same(keys, registry.GetOrAdd(entry with { Audience = ["other"], ClockSkew = TimeSpan.Zero }, CompatibilityMode.Standard));
        Assert.NotSame(keys, registry.GetOrAdd(entry with { JwksUri = "https://id.example.com/other" }, CompatibilityMode.Standard));
        Assert.NotSame(keys, registry.GetOrAdd(entry with { Issuer = "https://other.example.com/" }, CompatibilityMode.Standard));
    }

    [Fact]
    public async Task Keeps_Keys_WhenAReloadChangesOnlyTheirLimits_WhileTheIssuerIsDown()
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        remote.Publish(s_key);
        await registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard).WarmUpAsync(default);
        remote.GoDown();
        time.Advance(TimeSpan.FromMinutes(50));

        IssuerKeys reloaded = registry.GetOrAdd(
            KeysUnderTest.Entry with { MaximumKeyAge = TimeSpan.FromHours(1) }, CompatibilityMode.Standard);
        registry.Retain([reloaded]);

        Assert.InRange(reloaded.GetStatus().NextRefresh!.Value - time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(KeyLookupStatus.Found, Find(reloaded));
        Assert.Same(reloaded, Assert.Single(registry.Issuers));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(KeyLookupStatus.NoKeys, Find(reloaded));

        KeyLookupStatus Find(IssuerKeys keys) =>
            keys.Find(s_key.KeyIdBytes, Authz.Tokens.JwsAlgorithm.ES256, time.GetUtcNow().ToUnixTimeSeconds(), out _);
    }

    [Fact]
    public async Task Stops_Refreshing_KeysThatAReloadDropped()
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        remote.Publish(s_key);
        IssuerKeys dropped = registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard);
        await dropped.WarmUpAsync(default);

        registry.Retain([]);
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, remote.Requests);
        Assert.Equal(
            KeyRefreshOutcome.Unavailable,
            dropped.RequestRefresh(new KeyRequest(KeyRefreshReason.UnknownKeyId, "x"u8, Authz.Tokens.JwsAlgorithm.ES256)));
    }

    [Fact]
    public async Task Goes_OnRefreshing_KeysThatAReloadKeeps()
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        remote.Publish(s_key);
        IssuerKeys kept = registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard);
        await kept.WarmUpAsync(default);

        registry.Retain([kept]);

        Assert.Equal(
            KeyRefreshOutcome.Pending,
            kept.RequestRefresh(new KeyRequest(KeyRefreshReason.UnknownKeyId, "x"u8, Authz.Tokens.JwsAlgorithm.ES256)));
    }

    [Theory]
    [InlineData(CompatibilityMode.Standard, 5000, "within 5 s")]
    [InlineData(CompatibilityMode.Aws, 1500, "within 1.5 s")]
    public async Task Gives_AFetch_TheTimeOfTheMode(CompatibilityMode mode, int milliseconds, string limit)
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        Task reached = remote.Stall();
        IssuerKeys keys = registry.GetOrAdd(KeysUnderTest.Entry, mode);
        Task fetch = keys.WarmUpAsync(default);
        await reached;

        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await fetch;

        Assert.Contains(limit, keys.GetStatus().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_NoTimerAndNoMeter_Behind()
    {
        CountingTime time = new();
        int completed = 0;
        using MeterListener listener = new();
        using ScriptedIssuer remote = new();
        remote.Publish(s_key);
        IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        IssuerKeys keys = registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard);
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
