using Authz.Remembering;

namespace Authz.Tests.Remembering;

/// <summary>Which token keeps its place and which goes: one set of eight places, and hashes that are chosen here.</summary>
public sealed class RememberedTokensShardTests : IDisposable
{
    private const long Now = TestApi.Now;
    private const long Plenty = 1 << 20;

    private readonly TestVerifiedTokens _tokens = new();

    [Fact]
    public void Gives_EachPlaceFourTurns_AmongTokensSeenOnce()
    {
        RememberedTokensShard shard = Full();
        AddAll(shard, [8, 9, 10, 11]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 11], Held(shard, 12));

        Add(shard, 12);
        Assert.Equal([2, 3, 4, 5, 6, 7, 11, 12], Held(shard, 13));
    }

    [Fact]
    public void Keeps_ATokenInUse_RatherThanAnIdleOne()
    {
        RememberedTokensShard shard = Full();
        Use(shard, 0, times: 2);
        Add(shard, 8);

        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 8], Held(shard, 9));
    }

    [Fact]
    public void Gives_ANewcomerThePlace_OnceItIsSeenMoreOften()
    {
        RememberedTokensShard shard = Full();
        for (int token = 0; token < RememberedTokensShard.Ways; token++)
        {
            Use(shard, token, times: 10);
        }

        // Ten uses are worth three chances, and the first in turn has paid one of them.
        AddAll(shard, [8, 8]);
        Assert.False(Holds(shard, 8));

        Add(shard, 8);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Held(shard, 9));
    }

    [Fact]
    public void RestartsCounting_ForANewcomer_OnceItGotAPlace()
    {
        RememberedTokensShard shard = Full();
        for (int token = 0; token < RememberedTokensShard.Ways; token++)
        {
            Use(shard, token, times: 1);
        }

        Add(shard, 8);
        Add(shard, 9);
        Assert.False(Holds(shard, 8), "it came once, and so did the next");

        Use(shard, 9, times: 1);
        Add(shard, 8);
        Assert.False(Holds(shard, 8), "it came once since it had a place");
    }

    [Fact]
    public void Forgets_AnIdleToken_WhenTheBytesRunOut()
    {
        RememberedTokensShard shard = new(sets: 1, maximumBytes: 3 * BytesOfOne());
        AddAll(shard, [0, 1, 2, 3]);
        Assert.Equal([1, 2, 3], Held(shard, 5));

        Add(shard, 4);
        Assert.Equal([2, 3, 4], Held(shard, 5));
        Assert.Equal((3, 3 * BytesOfOne()), (shard.Count, shard.Bytes));
    }

    [Fact]
    public void PassesOver_ATokenInUse_WhenTheBytesRunOut()
    {
        RememberedTokensShard shard = new(sets: 1, maximumBytes: 3 * BytesOfOne());
        AddAll(shard, [0, 1, 2]);
        Use(shard, 0, times: 1);
        Add(shard, 3);

        Assert.Equal([0, 2, 3], Held(shard, 4));
    }

    [Fact]
    public void Forgets_AWorthlessToken_EvenIfItWasInUse_WhenTheBytesRunOut()
    {
        const ulong OtherSet = 1UL << 32;
        RememberedTokensShard shard = new(sets: 2, maximumBytes: 3 * BytesOfOne());
        Add(shard, 0, expires: Now);
        Use(shard, 0, times: 1);
        foreach (int token in (int[])[1, 2, 3])
        {
            Add(shard, token, salt: OtherSet);
        }

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 4).Where(token => Holds(shard, token, token == 0 ? 0 : OtherSet)));
    }

    [Fact]
    public void Remembers_AToken_ThatFillsTheShard()
    {
        RememberedTokensShard shard = new(sets: 1, maximumBytes: BytesOfOne());
        Add(shard, 0);

        Assert.True(Holds(shard, 0));
        Assert.Equal((1, BytesOfOne()), (shard.Count, shard.Bytes));
    }

    [Fact]
    public void StartsOver_WhenItIsCleared()
    {
        RememberedTokensShard shard = Full();
        AddAll(shard, [8, 9]);
        shard.Clear();
        Assert.Empty(Held(shard, 10));

        AddAll(shard, [0, 1, 2, 3, 4, 5, 6, 7]);
        Assert.Equal((8, 8 * BytesOfOne()), (shard.Count, shard.Bytes));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Held(shard, 10));
    }

    [Fact]
    public void Weighs_ATokenWithEverythingKeptForIt()
    {
        VerifiedToken token = _tokens.Make("a");

        Assert.Equal(10 + token.Payload.Length + RememberedToken.Overhead, RememberedToken.BytesOf(10, token));
    }

    [Fact]
    public void Counts_NoMoreThanThreeChances()
    {
        RememberedToken token = new(0, TestVerifiedTokens.Text("a"), _tokens.Verifier, _tokens.Make("a"), chances: 9);

        Assert.Equal(3, token.Chances);
        Assert.True(token.TrySpendChance() && token.TrySpendChance() && token.TrySpendChance());
        Assert.False(token.TrySpendChance());
    }

    public void Dispose() => _tokens.Dispose();

    private static ulong HashOf(int token, ulong salt) => salt | ((ulong)token << 8) | 1;

    private static string SubjectOf(int token) => token.ToString("D2", null);

    private RememberedTokensShard Full()
    {
        RememberedTokensShard shard = new(sets: 1, Plenty);
        AddAll(shard, Enumerable.Range(0, RememberedTokensShard.Ways));
        return shard;
    }

    private long BytesOfOne() => RememberedToken.BytesOf(TestVerifiedTokens.Text(SubjectOf(0)).Length, _tokens.Make(SubjectOf(0)));

    private void AddAll(RememberedTokensShard shard, IEnumerable<int> tokens)
    {
        foreach (int token in tokens)
        {
            Add(shard, token);
        }
    }

    private void Add(RememberedTokensShard shard, int token, ulong salt = 0, long expires = Now + 3600) =>
        shard.Add(
            HashOf(token, salt), TestVerifiedTokens.Text(SubjectOf(token)), _tokens.Verifier, _tokens.Make(SubjectOf(token), expires), Now);

    private void Use(RememberedTokensShard shard, int token, int times)
    {
        for (int use = 0; use < times; use++)
        {
            Assert.NotNull(shard.Find(HashOf(token, 0), TestVerifiedTokens.Text(SubjectOf(token)), _tokens.Verifier));
        }
    }

    private bool Holds(RememberedTokensShard shard, int token, ulong salt = 0) =>
        shard.Find(HashOf(token, salt), TestVerifiedTokens.Text(SubjectOf(token)), _tokens.Verifier) is not null;

    // To look is to use each token once.
    private IEnumerable<int> Held(RememberedTokensShard shard, int tokens) => Enumerable.Range(0, tokens).Where(token => Holds(shard, token));
}
