using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;
using Authz.Tokens;

namespace Authz.Tests.Keys;

public sealed class IssuerKeysTests
{
    private static readonly TestJwk s_first = TestJwk.Create("first");
    private static readonly TestJwk s_second = TestJwk.Create("second");

    [Fact]
    public void Offers_NoKeys_BeforeTheFirstFetch()
    {
        using KeysUnderTest test = new();

        Assert.Equal(KeyLookupStatus.NoKeys, test.Find(s_first));
        Assert.False(test.Keys.GetStatus().IsUsable);
        Assert.Equal(0, test.Remote.Requests);
    }

    [Fact]
    public async Task Finds_TheKey_OnFirstUse()
    {
        using KeysUnderTest test = new();
        test.Remote.Publish(s_first);

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_first));
        Assert.Equal(2, test.Remote.Requests);
    }

    [Fact]
    public async Task Rejects_AnAlgorithmThatTheKeyIsNotBoundTo()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);

        KeyLookupStatus status = test.Keys.Find(s_first.KeyIdBytes, JwsAlgorithm.RS256, test.Now, out VerificationKey? key);

        Assert.Equal(KeyLookupStatus.AlgorithmNotBound, status);
        Assert.Null(key);
    }

    [Fact]
    public async Task Finds_ANewKey_AtTheFirstRequestThatNamesIt()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Remote.Publish(s_first, s_second);

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_second));
        Assert.Equal(1, test.Keys.GetStatus().Rotations);
    }

    [Fact]
    public async Task Finds_ANewKey_ThatReplacesOneOfTwo()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first, TestJwk.Create("old"));
        test.Remote.Publish(s_first, s_second);

        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_second));
        Assert.Equal(1, test.Keys.GetStatus().Rotations);
    }

    [Theory]
    [InlineData("kid", "\"first\"", "\"renamed\"")]
    [InlineData("algorithms", "\"PS256\"", "\"RS256\"")]
    public async Task Notices_AChangedMember_OfAKeyWithTheSameMaterial(string description, string before, string after)
    {
        using System.Security.Cryptography.RSA rsa = System.Security.Cryptography.RSA.Create(2048);
        string first = TestJwk.Rsa("first", rsa.ExportParameters(includePrivateParameters: false), ""","alg":"PS256" """);
        string second = first.Replace(before, after, StringComparison.Ordinal);
        using KeysUnderTest test = new();
        await PublishAsync(first);
        IssuerKey old = Assert.Single(test.Keys.GetStatus().Keys);

        await PublishAsync(second);

        IssuerKey key = Assert.Single(test.Keys.GetStatus().Keys);
        Assert.Equal((description, 1), (description, test.Keys.GetStatus().Rotations));
        Assert.Equal(("first", "PS256"), (old.KeyId, Assert.Single(old.Algorithms)));
        Assert.Contains($"\"kid\":\"{key.KeyId}\"", second, StringComparison.Ordinal);
        Assert.Contains($"\"alg\":\"{Assert.Single(key.Algorithms)}\"", second, StringComparison.Ordinal);

        Task PublishAsync(string key)
        {
            test.Remote.Answer = (request, _) => Task.FromResult(
                request.RequestUri!.AbsoluteUri == ScriptedIssuer.KeySetAddress
                    ? test.Remote.Json(TestJwk.SetOf(key))
                    : test.Remote.AnswerWell(request));
            return test.PassAsync(RefreshSchedule.LongestInterval);
        }
    }

    [Fact]
    public async Task Keeps_TheSameKeyObject_WhileTheIssuerPublishesItUnchanged()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? before);
        test.Remote.Publish(s_second, s_first);

        await test.ResolveAsync(s_second);

        test.Find(s_first, out VerificationKey? after);
        Assert.Same(before, after);
        Assert.True(before!.IsInForce(test.Now));
    }

    [Fact]
    public async Task Withdraws_AKeyMissingInTheSet()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first, s_second);
        test.Find(s_first, out VerificationKey? first);
        test.Find(s_second, out VerificationKey? second);
        test.Remote.Publish(s_second);

        await test.PassAsync(RefreshSchedule.LongestInterval);

        Assert.False(first!.IsInForce(test.Now));
        Assert.True(second!.IsInForce(test.Now));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(s_first));
    }

    [Fact]
    public async Task Withdraws_AKey_WhoseMaterialChangedUnderItsName()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? before);
        TestJwk replacement = TestJwk.Create(s_first.KeyId);
        test.Remote.Publish(replacement);

        await test.PassAsync(RefreshSchedule.LongestInterval);

        test.Find(s_first, out VerificationKey? after);
        Assert.NotSame(before, after);
        Assert.False(before!.IsInForce(test.Now));
        Assert.True(after!.Verifier.Verify(JwsAlgorithm.ES256, "input"u8, replacement.Sign("input"u8)));
    }

    [Fact]
    public async Task Serves_OldKeys_WhileTheIssuerIsDown_UntilTheMaximumAge_AndRecovers()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? key);
        test.Remote.GoDown();
        DateTimeOffset bound = test.Time.GetUtcNow() + TimeSpan.FromHours(24);

        while (test.Time.GetUtcNow() < bound)
        {
            Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
            Assert.True(key!.IsInForce(test.Now));
            TimeSpan left = bound - test.Time.GetUtcNow();
            await test.PassAsync(left < TimeSpan.FromSeconds(100) ? left : TimeSpan.FromSeconds(100));
        }

        Assert.Equal(KeyLookupStatus.NoKeys, await test.ResolveAsync(s_first));
        Assert.False(key!.IsInForce(test.Now));
        Assert.InRange(test.Keys.RetryAfter(KeysUnavailableCause.NoKeys), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.InRange(test.Remote.Requests, 24 * 60 / 5, 2 * 24 * 60 / 5 + 20);

        test.Remote.ComeBack();
        await test.PassAsync(RefreshSchedule.LongestBackOff);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
    }

    [Fact]
    public async Task Ages_Keys_ByTheMonotonicClock_WhenTheWallClockIsSetBack()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? key);
        test.Remote.GoDown();
        long wallClock = test.Now;

        await test.PassAsync(TimeSpan.FromHours(24));

        Assert.Equal(KeyLookupStatus.NoKeys, test.Keys.Find(s_first.KeyIdBytes, JwsAlgorithm.ES256, wallClock, out _));
        Assert.False(key!.IsInForce(wallClock));
    }

    [Fact]
    public async Task Ages_Keys_ByTheWallClock_WhenTheMachineWasSuspended()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        test.Find(s_first, out VerificationKey? key);
        long afterSuspension = test.Now + (long)TimeSpan.FromHours(24).TotalSeconds;

        Assert.True(key!.IsInForce(afterSuspension - 1));
        Assert.False(key!.IsInForce(afterSuspension));
        Assert.Equal(KeyLookupStatus.NoKeys, test.Keys.Find(s_first.KeyIdBytes, JwsAlgorithm.ES256, afterSuspension, out _));
    }

    [Fact]
    public async Task AllocatesNothing_OnALookUp()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first, s_second);
        test.Find(s_first, out VerificationKey? key);

        Assert.Equal(0, AllocatedBytes.Of(FindOften));

        void FindOften()
        {
            for (int count = 0; count < 1000; count++)
            {
                _ = test.Keys.Find(s_first.KeyIdBytes, JwsAlgorithm.ES256, 0, out _);
                _ = key!.IsInForce(0);
            }
        }
    }

    [Fact]
    public async Task Names_EveryKeyWithItsAlgorithms_InTheStatus()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);

        IssuerKeyStatus status = test.Keys.GetStatus();

        Assert.Equal(ScriptedIssuer.Issuer, status.Issuer);
        Assert.Equal(ScriptedIssuer.DiscoveryAddress, status.KeySource);
        IssuerKey key = Assert.Single(status.Keys);
        Assert.Equal(s_first.KeyId, key.KeyId);
        Assert.Equal(["ES256"], key.Algorithms);
        Assert.Null(status.LastError);
        Assert.Equal(TimeSpan.Zero, status.Age);
    }
}
