using Authz.Keys;
using Authz.Keys.Refreshing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys.Refreshing;

/// <summary>A process that is frozen between requests: its timers do not fire, and its fetches are cut.</summary>
public sealed class FrozenProcessTests
{
    private static readonly TestJwk s_first = TestJwk.Create("first");
    private static readonly TestJwk s_second = TestJwk.Create("second");

    [Fact]
    public async Task Refreshes_OnlyWhenDue()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        int requests = test.Remote.Requests;

        await test.Keys.RefreshIfDueAsync(default);

        Assert.Equal(requests, test.Remote.Requests);
    }

    [Fact]
    public async Task Refreshes_WhenDue_WithoutATimer()
    {
        FrozenTime time = new();
        using KeysUnderTest test = new(time: time);
        test.Remote.Publish(s_first);
        await test.Keys.WarmUpAsync(default);
        test.Remote.Publish(s_second);
        time.Freeze(TimeSpan.FromHours(2));
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));

        await test.Keys.RefreshIfDueAsync(default);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_second));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(s_first));
    }

    [Fact]
    public async Task Counts_NoFailure_ForAFetchCutByAFreeze()
    {
        FrozenTime time = new();
        using KeysUnderTest test = new(time: time);
        TaskCompletionSource connectionLost = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Remote.Answer = async (_, _) =>
        {
            reached.TrySetResult();
            await connectionLost.Task;
            throw new HttpRequestException("connection reset");
        };
        Task firstFetch = test.Keys.WarmUpAsync(default);
        await reached.Task;
        time.Freeze(TimeSpan.FromMinutes(10));
        test.Remote.Publish(s_first);
        test.Remote.ComeBack();
        connectionLost.SetResult();
        await firstFetch;

        await test.Keys.RefreshIfDueAsync(default);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
    }

    [Fact]
    public async Task Refunds_TheBudget_OfAFetchCutByAFreeze()
    {
        FrozenTime time = new();
        using KeysUnderTest test = new(time: time);
        test.Remote.Publish(s_first);
        await test.Keys.WarmUpAsync(default);
        TaskCompletionSource connectionLost = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Remote.Answer = async (_, _) =>
        {
            reached.TrySetResult();
            await connectionLost.Task;
            throw new HttpRequestException("connection reset");
        };
        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_second));
        await reached.Task;
        time.Freeze(TimeSpan.FromSeconds(10));
        connectionLost.SetResult();
        await test.SettleAsync();

        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_second));
    }

    [Fact]
    public async Task BacksOff_AfterAFetchThatFailedInTime()
    {
        using KeysUnderTest test = new(time: new FrozenTime());
        test.Remote.GoDown();
        await test.Keys.WarmUpAsync(default);
        test.Remote.Publish(s_first);
        test.Remote.ComeBack();

        await test.Keys.RefreshIfDueAsync(default);

        Assert.Equal(KeyLookupStatus.NoKeys, test.Find(s_first));
    }

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class FrozenTime() : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private TimeSpan _frozen;

        public void Freeze(TimeSpan duration) => _frozen += duration;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _frozen;
    }
}
