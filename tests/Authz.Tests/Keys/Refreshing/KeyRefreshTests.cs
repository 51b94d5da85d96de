using System.Diagnostics.Metrics;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;
using Authz.Tokens;

namespace Authz.Tests.Keys.Refreshing;

/// <summary>When keys are fetched, and for whom a fetch is waited for.</summary>
public sealed class KeyRefreshTests
{
    private static readonly TestJwk s_first = TestJwk.Create("first");
    private static readonly TestJwk s_second = TestJwk.Create("second");
    private static readonly TestJwk s_unknown = TestJwk.Create("unknown");

    [Theory]
    [InlineData("without Cache-Control", null, 54, 60)]
    [InlineData("a shorter max-age than is honoured", "max-age=10", 4.5, 5)]
    [InlineData("a max-age in between", "public, max-age=1200", 18, 20)]
    [InlineData("a longer max-age than is honoured", "max-age=86400", 54, 60)]
    [InlineData("a max-age beyond any number", "max-age=99999999999999999999", 54, 60)]
    public async Task Refreshes_AheadOfNeed(string description, string? cacheControl, double fromMinutes, double toMinutes)
    {
        using KeysUnderTest test = new();
        test.Remote.CacheControl = cacheControl;
        test.Remote.Publish(s_first);
        await test.Keys.WarmUpAsync(default);

        TimeSpan due = test.Keys.GetStatus().NextRefresh!.Value - test.Time.GetUtcNow();
        Assert.True(due >= TimeSpan.FromMinutes(fromMinutes) && due <= TimeSpan.FromMinutes(toMinutes), description);

        await test.PassAsync(due);
        Assert.Equal(4, test.Remote.Requests);
    }

    [Fact]
    public async Task BacksOff_FromAFailingIssuer_UpToFiveMinutes()
    {
        using KeysUnderTest test = new();
        test.Remote.GoDown();
        await test.Keys.WarmUpAsync(default);
        List<double> steps = [];

        for (int attempt = 1; attempt <= 12; attempt++)
        {
            TimeSpan due = test.Keys.GetStatus().NextRefresh!.Value - test.Time.GetUtcNow();
            steps.Add(due.TotalSeconds);
            await test.PassAsync(due);
            Assert.Equal(1 + attempt, test.Remote.Requests);
        }

        Assert.InRange(steps[0], 1, 2);
        Assert.InRange(steps[1], 2, 4);
        Assert.InRange(steps[^1], 150, 300);
        Assert.Contains("connection refused", test.Keys.GetStatus().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_WithARetryAfter_OfOneTo30Seconds()
    {
        using KeysUnderTest test = new();
        Assert.Equal(TimeSpan.FromSeconds(1), test.Keys.RetryAfter(KeysUnavailableCause.NoKeys));

        test.Remote.GoDown();
        await test.Keys.WarmUpAsync(default);
        for (int attempt = 0; attempt < 12; attempt++)
        {
            TimeSpan due = test.Keys.GetStatus().NextRefresh!.Value - test.Time.GetUtcNow();
            Assert.Equal(Math.Clamp(due.TotalSeconds, 1, 30), test.Keys.RetryAfter(KeysUnavailableCause.NoKeys).TotalSeconds);
            test.Time.Advance(due - TimeSpan.FromSeconds(0.5));
            Assert.Equal(TimeSpan.FromSeconds(1), test.Keys.RetryAfter(KeysUnavailableCause.NoKeys));
            await test.PassAsync(TimeSpan.FromSeconds(0.5));
        }
    }

    [Fact]
    public async Task Answers_Unavailable_AtOnce_BetweenTwoAttemptsAtTheFirstSet()
    {
        using KeysUnderTest test = new();
        test.Remote.GoDown();
        Assert.Equal(KeyLookupStatus.NoKeys, await test.ResolveAsync(s_first));

        KeyRefreshOutcome outcome = test.Keys.RequestRefresh(
            KeyQueries.Request(KeyRefreshReason.FirstUse, s_first.KeyIdBytes, JwsAlgorithm.ES256));

        Assert.Equal(KeyRefreshOutcome.Unavailable, outcome);
        Assert.Equal(1, test.Remote.Requests);
    }

    [Fact]
    public async Task Rejects_AnUnknownKeyId_OnlyAfterARefreshThatSucceeded()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);

        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_unknown));
        Assert.Equal(0, test.Keys.GetStatus().UnknownKeyIds);
        await test.SettleAsync();

        Assert.Equal(KeyRefreshOutcome.Completed, test.AskFor(s_unknown));
        Assert.Equal(1, test.Keys.GetStatus().UnknownKeyIds);
    }

    [Fact]
    public async Task Asks_TheCallerToLookAgain_WhenTheKeyCameMeanwhile()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        await test.ResolveAsync(s_unknown);

        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_first));
        Assert.Equal(0, test.Keys.GetStatus().UnknownKeyIds);
    }

    [Fact]
    public async Task Starts_NoSecondFetch_WhenARefreshComesDueDuringAFetch()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        TimeSpan due = test.Keys.GetStatus().NextRefresh!.Value - test.Time.GetUtcNow();
        test.Time.Advance(due - TimeSpan.FromSeconds(2));
        Task reached = test.Remote.Stall();
        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_unknown));
        await reached;
        Task refresh = test.SettleAsync();

        test.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(refresh.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(3));
        await refresh;

        Assert.Same(Task.CompletedTask, test.Keys.RefreshIfDueAsync(default));
        Assert.Equal(3, test.Remote.Requests);
    }

    [Fact]
    public async Task Answers_Unavailable_ForAnUnknownKeyIdWhoseRefreshFailed_WithoutBlacklisting()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Remote.GoDown();
        await test.ResolveAsync(s_second);
        Assert.Equal(KeyRefreshOutcome.Unavailable, test.AskFor(s_second));

        test.Remote.Publish(s_first, s_second);
        test.Remote.ComeBack();
        await test.PassAsync(RefreshBudget.Interval);

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_second));
    }

    [Fact]
    public async Task Finds_AKey_RotatedInSecondsAfterTheStart()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Remote.Publish(s_second);
        await test.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_second));
    }

    [Fact]
    public async Task Spends_OneRefreshIn30Seconds_ForAnyKeyIds()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        await test.ResolveAsync(s_unknown);
        int requests = test.Remote.Requests;

        await test.PassAsync(RefreshBudget.Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(KeyRefreshOutcome.Completed, test.AskFor(s_unknown));
        Assert.Equal(KeyRefreshOutcome.BudgetSpent, test.AskFor(s_second));
        Assert.Equal(requests, test.Remote.Requests);

        await test.PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_second));
        await test.SettleAsync();
        Assert.Equal(requests + 2, test.Remote.Requests);
    }

    [Fact]
    public async Task Shares_OneFetch_AmongAllWaiters()
    {
        using KeysUnderTest test = new();
        TaskCompletionSource open = new();
        test.Remote.Publish(s_first);
        test.Remote.Answer = async (request, _) =>
        {
            await open.Task;
            return test.Remote.AnswerWell(request);
        };

        Task<KeyLookupStatus>[] waiting = [.. Enumerable.Range(0, 200).Select(_ => test.ResolveAsync(s_first))];
        open.SetResult();

        Assert.All(await Task.WhenAll(waiting), status => Assert.Equal(KeyLookupStatus.Found, status));
        Assert.Equal(2, test.Remote.Requests);
    }

    [Fact]
    public async Task FetchesAgain_WhenAScheduledFetchUnderWayLacksTheNewKey()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        TaskCompletionSource open = new();
        HttpResponseMessage stale = test.Remote.AnswerWell(new HttpRequestMessage(HttpMethod.Get, ScriptedIssuer.KeySetAddress));
        test.Remote.Answer = async (request, _) =>
        {
            await open.Task;
            return request.RequestUri!.AbsoluteUri == ScriptedIssuer.KeySetAddress && Interlocked.Exchange(ref stale!, null) is { } old
                ? old
                : test.Remote.AnswerWell(request);
        };
        test.Time.Advance(RefreshSchedule.LongestInterval);
        test.Remote.Publish(s_first, s_second);

        Task<KeyLookupStatus> waiting = test.ResolveAsync(s_second);
        open.SetResult();

        Assert.Equal(KeyLookupStatus.Found, await waiting);
    }

    [Theory]
    [InlineData("before the first set", false, 3000)]
    [InlineData("for an unknown kid", true, 500)]
    public async Task Waits_AtMostTheLimit(string description, bool isWarm, int limit)
    {
        using KeysUnderTest test = isWarm ? await KeysUnderTest.WarmAsync(s_first) : new KeysUnderTest();
        _ = test.Remote.Stall();

        Task<KeyLookupStatus>[] waiting = [.. Enumerable.Range(0, 1000).Select(_ => test.ResolveAsync(s_unknown))];
        test.Time.Advance(TimeSpan.FromMilliseconds(limit - 1));
        Assert.All(waiting, task => Assert.False(task.IsCompleted, description));
        test.Time.Advance(TimeSpan.FromMilliseconds(1));

        KeyLookupStatus expected = isWarm ? KeyLookupStatus.UnknownKeyId : KeyLookupStatus.NoKeys;
        Assert.All(await Task.WhenAll(waiting), status => Assert.Equal(expected, status));
        Assert.Equal(KeyRefreshOutcome.Pending, test.AskFor(s_unknown));
    }

    [Fact]
    public async Task TurnsAway_TheWaiterBeyondTheBound_AtOnce()
    {
        using KeysUnderTest test = new();
        _ = test.Remote.Stall();
        Task<KeyLookupStatus>[] waiting = [.. Enumerable.Range(0, IssuerKeys.MaximumWaiting).Select(_ => test.ResolveAsync(s_first))];

        Task<KeyLookupStatus> oneTooMany = test.ResolveAsync(s_first);

        Assert.Equal(KeyLookupStatus.NoKeys, await oneTooMany);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        test.Time.Advance(KeyWait.FirstSetLimit);
        await Task.WhenAll(waiting);
        Assert.False(test.ResolveAsync(s_first).IsCompleted);
    }

    [Fact]
    public async Task Cancels_TheFetchUnderWay_WhenNobodyNeedsTheKeysAnyMore()
    {
        TaskCompletionSource reached = new();
        TaskCompletionSource ended = new();
        using KeysUnderTest test = new();
        test.Remote.Answer = async (_, cancellationToken) =>
        {
            await using CancellationTokenRegistration registration = cancellationToken.Register(ended.SetResult);
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        };
        Task warmUp = test.Keys.WarmUpAsync(default);
        await reached.Task;

        test.Keys.Dispose();

        await ended.Task;
        await warmUp;
    }

    [Fact]
    public async Task Keeps_TheSharedFetch_WhenOneCallerGivesUp()
    {
        using KeysUnderTest test = new();
        TaskCompletionSource open = new();
        test.Remote.Publish(s_first);
        test.Remote.Answer = async (request, cancellationToken) =>
        {
            await open.Task.WaitAsync(cancellationToken);
            return test.Remote.AnswerWell(request);
        };
        using CancellationTokenSource impatient = new();
        Task<KeyLookupStatus> givingUp = test.ResolveAsync(s_first, impatient.Token);
        Task<KeyLookupStatus> staying = test.ResolveAsync(s_first);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givingUp);
        open.SetResult();

        Assert.Equal(KeyLookupStatus.Found, await staying);
        Assert.Equal(2, test.Remote.Requests);
    }

    [Theory]
    [InlineData("at once", 5)]
    [InlineData("as late as a process that did not stand still", 6)]
    public async Task GivesUp_AFetch_AfterFiveSeconds(string description, int seconds)
    {
        using KeysUnderTest test = new();
        Task reached = test.Remote.Stall();
        Task warmUp = test.Keys.WarmUpAsync(default);
        await reached;
        test.Time.Advance(TimeSpan.FromSeconds(seconds));

        await warmUp;

        string? error = test.Keys.GetStatus().LastError;
        Assert.True(error?.Contains("no complete answer within 5 s", StringComparison.Ordinal), $"{description}: {error}");
    }

    [Fact]
    public async Task Trusts_AFreshSet_WhenASignatureFails()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        await test.PassAsync(RefreshBudget.TrustedAge - TimeSpan.FromSeconds(1));

        Assert.Equal(KeyRefreshOutcome.Completed, AskAboutSignature(test));
    }

    [Fact]
    public async Task Finds_TheNewKeyUnderAnOldName_WhenASignatureFails()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? old);
        test.Remote.Publish(TestJwk.Create(s_first.KeyId));
        await test.PassAsync(RefreshBudget.TrustedAge);
        Assert.Equal(KeyRefreshOutcome.Pending, AskAboutSignature(test));

        await test.Keys.WaitAsync(KeyQueries.Wait(KeyRefreshReason.SignatureFailed, s_first.KeyIdBytes, JwsAlgorithm.ES256, old), default);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first, out VerificationKey? renewed));
        Assert.NotSame(old, renewed);
    }

    [Fact]
    public async Task Finds_TheOldKey_WhenASignatureFails_AndTheIssuerChangedNothing()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? old);
        await test.PassAsync(RefreshBudget.TrustedAge);

        await test.Keys.WaitAsync(KeyQueries.Wait(KeyRefreshReason.SignatureFailed, s_first.KeyIdBytes, JwsAlgorithm.ES256, old), default);

        test.Find(s_first, out VerificationKey? same);
        Assert.Same(old, same);
        Assert.Equal(KeyRefreshOutcome.Completed, AskAboutSignature(test));
        Assert.Equal(4, test.Remote.Requests);
    }

    [Fact]
    public async Task Decides_Correctly_In10000Rotations_UnderConcurrentVerification()
    {
        const int Rotations = 10_000;
        TestJwk[] keys = [.. Enumerable.Range(0, 64).Select(index => TestJwk.Create($"key-{index}"))];
        byte[][] signatures = [.. keys.Select(key => key.Sign("input"u8))];
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(keys[0]);
        bool isOver = false;
        Task<long> verifying = Task.Run(() => VerifyWhile(() => !Volatile.Read(ref isOver)));

        for (int rotation = 1; rotation <= Rotations; rotation++)
        {
            TestJwk old = keys[(rotation - 1) % keys.Length];
            TestJwk next = keys[rotation % keys.Length];
            test.Find(old, out VerificationKey? oldKey);
            test.Remote.Publish(next);
            test.Time.Advance(RefreshBudget.Interval);
            await test.SettleAsync();

            Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(next));
            Assert.False(oldKey!.IsInForce(test.Now));
            Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(old));
        }

        Volatile.Write(ref isOver, true);
        Assert.NotEqual(0, await verifying);
        Assert.Equal(Rotations, test.Keys.GetStatus().Rotations);

        long VerifyWhile(Func<bool> goesOn)
        {
            long verified = 0;
            for (int index = 0; goesOn(); index = (index + 1) % keys.Length)
            {
                if (test.Find(keys[index], out VerificationKey? key) == KeyLookupStatus.Found)
                {
                    Assert.Equal(keys[index].KeyId, key!.KeyId);
                    Assert.True(key.Verifier.Verify(JwsAlgorithm.ES256, "input"u8, signatures[index]));
                    Assert.False(key.Verifier.Verify(JwsAlgorithm.ES256, "input"u8, signatures[(index + 1) % keys.Length]));
                    verified++;
                }
            }

            return verified;
        }
    }

    [Fact]
    public async Task Counts_Refreshes_Rotations_UnknownKeyIds_AndAge_InOneMeter()
    {
        Dictionary<string, double> seen = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Authz")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        string issuer = $"https://{Guid.NewGuid()}.example.com";
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument.Name, value, tags));
        listener.Start();
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { Issuer = issuer, JwksUri = ScriptedIssuer.KeySetAddress });
        test.Remote.Publish(s_first);
        await test.Keys.WarmUpAsync(default);
        test.Remote.Publish(s_second);
        await test.ResolveAsync(s_second);
        await test.SettleAsync();
        _ = test.AskFor(s_unknown);
        await test.PassAsync(TimeSpan.FromSeconds(7));

        listener.RecordObservableInstruments();
        test.Remote.GoDown();
        await test.PassAsync(RefreshSchedule.LongestInterval);

        Assert.Equal(2, seen["authz.keys.refreshes succeeded"]);
        Assert.Equal(1, seen["authz.keys.refreshes failed"]);
        Assert.Equal(1, seen["authz.keys.rotations"]);
        Assert.Equal(1, seen["authz.keys.unknown"]);
        Assert.Equal(7, seen["authz.keys.age"]);

        void Record(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0].Value as string == issuer)
            {
                name = tags.Length > 1 ? $"{name} {tags[1].Value}" : name;
                lock (seen)
                {
                    seen[name] = seen.GetValueOrDefault(name) + value;
                }
            }
        }
    }

    [Theory]
    [InlineData("authz.keys.refreshes")]
    [InlineData("authz.keys.rotations")]
    [InlineData("authz.keys.unknown")]
    public async Task DecidesAndRefreshes_WhenCountingThrows(string counter)
    {
        string issuer = $"https://{Guid.NewGuid()}.example.com";
        int thrown = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Authz" && instrument.Name == counter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags[0].Value as string == issuer)
            {
                thrown++;
                throw new InvalidOperationException("the listener is broken");
            }
        });
        listener.Start();
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { Issuer = issuer, JwksUri = ScriptedIssuer.KeySetAddress });
        test.Remote.Publish(s_first);
        await test.Keys.WarmUpAsync(default);
        test.Remote.Publish(s_second);

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_second));
        await test.SettleAsync();
        Assert.Equal(KeyRefreshOutcome.BudgetSpent, test.AskFor(s_unknown));
        await test.PassAsync(RefreshSchedule.LongestInterval);

        Assert.Equal(TimeSpan.Zero, test.Keys.Age);
        Assert.Null(test.Keys.GetStatus().LastError);
        Assert.NotEqual(0, thrown);
    }

    [Fact]
    public async Task BacksOff_FromAnIssuer_WhoseKeysAreTooOldOnArrival()
    {
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { MaximumKeyAge = TimeSpan.FromSeconds(1) });
        test.Remote.Publish(s_first);
        test.Remote.Answer = (request, _) =>
        {
            test.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(test.Remote.AnswerWell(request));
        };

        Assert.Equal(KeyLookupStatus.NoKeys, await test.ResolveAsync(s_first));
        Assert.Equal(KeyLookupStatus.NoKeys, await test.ResolveAsync(s_first));

        Assert.Equal(2, test.Remote.Requests);
        IssuerKeyStatus status = test.Keys.GetStatus();
        Assert.Contains("older than the maximum key age of 1 s", status.LastError, StringComparison.Ordinal);
        Assert.InRange(status.NextRefresh!.Value - test.Time.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        test.Remote.ComeBack();
        await test.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
    }

    private static KeyRefreshOutcome AskAboutSignature(KeysUnderTest test)
    {
        test.Find(s_first, out VerificationKey? key);
        return test.Keys.RequestRefresh(KeyQueries.Request(KeyRefreshReason.SignatureFailed, s_first.KeyIdBytes, JwsAlgorithm.ES256, key));
    }
}
