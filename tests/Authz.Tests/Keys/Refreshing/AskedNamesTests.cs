using System.Globalization;
using System.Text;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Tests.Keys.Refreshing;

public sealed class AskedNamesTests
{
    private static readonly TestJwk s_old = TestJwk.Create("old");
    private static readonly TestJwk s_new = TestJwk.Create("new");

    [Fact]
    public void Knows_EachName_ByKindAndCharacters()
    {
        AskedNames names = new();
        names.Add(Name("a"));

        Assert.True(names.Contains(Name("a")));
        Assert.False(names.Contains(Name("A")));
        Assert.False(names.Contains(Name("")));
        Assert.False(names.Contains(AskedNames.FingerprintOf(new KeyReference(KeyReferenceKind.Sha1Thumbprint, "a"u8))));
    }

    [Fact]
    public void Keeps_AtMost1024_AndForgetsThemAll()
    {
        AskedNames names = new();
        for (int index = 0; index < 10_000; index++)
        {
            names.Add(Name(index.ToString(CultureInfo.InvariantCulture)));
        }

        int known = Enumerable.Range(0, 10_000).Count(index => names.Contains(Name(index.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(AskedNames.Maximum, known);

        names.Clear();
        Assert.False(names.Contains(Name("0")));
    }

    // Strangers use the refresh up; a key that is published then must not be called unknown before it was looked for.
    [Fact]
    public async Task Never_CallsAnHonestNewKeyUnknown_WhateverStrangersAskFor()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_old);
        for (int index = 0; index < 5_000; index++)
        {
            _ = test.Keys.RequestRefresh(KeyQueries.Request(
                KeyRefreshReason.UnknownKeyId, Encoding.ASCII.GetBytes($"stranger-{index}"), JwsAlgorithm.ES256));
        }

        await test.SettleAsync();
        test.Remote.Publish(s_old, s_new);

        Assert.Equal(KeyRefreshOutcome.BudgetSpent, test.AskFor(s_new));
        Assert.InRange(test.Keys.RetryAfter(KeysUnavailableCause.RefreshBudgetSpent), TimeSpan.FromSeconds(1), RefreshBudget.Interval);

        await test.PassAsync(RefreshBudget.Interval);
        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(s_new));
    }

    [Fact]
    public async Task Answers_TheTokenThatCausesTheFetch_WhateverStrangersAskedForBefore()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_old);
        await test.ResolveAsync(TestJwk.Create("first"));
        for (int index = 0; index < 5_000; index++)
        {
            _ = test.Keys.RequestRefresh(KeyQueries.Request(
                KeyRefreshReason.UnknownKeyId, Encoding.ASCII.GetBytes($"stranger-{index}"), JwsAlgorithm.ES256));
        }

        await test.PassAsync(RefreshBudget.Interval);
        TestJwk last = TestJwk.Create("last");
        await test.ResolveAsync(last);

        Assert.Equal(KeyRefreshOutcome.Completed, test.AskFor(last));
    }

    [Fact]
    public async Task Calls_AKeyUnknown_ThatWasAskedForBeforeTheLastRefreshBegan()
    {
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_old);
        await test.ResolveAsync(TestJwk.Create("first"));
        Assert.Equal(KeyRefreshOutcome.BudgetSpent, test.AskFor(s_new));

        await test.PassAsync(RefreshBudget.Interval);
        await test.ResolveAsync(TestJwk.Create("second"));

        Assert.Equal(KeyRefreshOutcome.Completed, test.AskFor(s_new));
    }

    private static ulong Name(string text) =>
        AskedNames.FingerprintOf(new KeyReference(KeyReferenceKind.KeyId, Encoding.UTF8.GetBytes(text)));
}
