using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Authz.AspNetCore.Authentication;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Authentication;

public sealed class SchemeTests
{
    private readonly FakeIssuer _old = new("https://old.example/");
    private readonly FakeIssuer _new = new("https://new.example/");
    private readonly InterposingTimeProvider _time = new();

    [Fact]
    public async Task Resolves_TheNewIssuer_WhenAReloadComesWhileTheOldOneIsResolved()
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using Scheme scheme = new("Bearer", Of(_old), Engine(), services);
        await scheme.Authorizer.WarmUpAsync();
        Thread reload = new(() => scheme.Reload(Of(_new)));
        _time.WhenATimerStops(() =>
        {
            // Goes on when the reload is done, or waits until we are.
            reload.Start();
            SpinWait.SpinUntil(() => (reload.ThreadState & (ThreadState.Stopped | ThreadState.WaitSleepJoin)) != 0);
        });
        Assert.True(scheme.TryResolveIssuerSpelling());
        reload.Join();
        await scheme.Authorizer.WarmUpAsync();
        scheme.TryResolveIssuerSpelling();

        Assert.Equal(
            [_new.Issuer], scheme.Authorizer.Definition.Authorizers["Bearer"].JwtConfiguration.Select(entry => entry.Issuer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Counts_NoFailedRefresh_ForTheSpellingThatIsNotTheIssuers(string end)
    {
        ConcurrentQueue<(string Issuer, string Outcome)> counted = [];
        using MeterListener listener = Listen(counted);
        FakeIssuer issuer = new($"https://{Guid.NewGuid()}.example/");
        string other = issuer.Issuer.TrimEnd('/');
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        JwtAuthorizerOptions options = new() { Authority = other + end, Audience = "api" };
        using Scheme scheme = new("Bearer", options, new() { KeyFetchHandler = issuer.CreateHandler() }, services);
        await scheme.Authorizer.WarmUpAsync();

        Assert.Equal(
            [(other, "other_spelling"), (issuer.Issuer, "succeeded")],
            counted.Where(one => one.Issuer.StartsWith(other, StringComparison.Ordinal)).Order());
    }

    private static MeterListener Listen(ConcurrentQueue<(string Issuer, string Outcome)> counted)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "authz.keys.refreshes")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(((string)tags[0].Value!, (string)tags[1].Value!)));
        listener.Start();
        return listener;
    }

    private static JwtAuthorizerOptions Of(FakeIssuer issuer) => new() { Authority = issuer.Issuer.TrimEnd('/'), Audience = "api" };

    private ApiAuthorizerOptions Engine() => new() { TimeProvider = _time, KeyFetchHandler = _old.CreateHandler(_new) };
}
