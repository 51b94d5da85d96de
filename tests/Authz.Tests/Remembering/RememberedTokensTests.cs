using Authz.Remembering;
using Authz.Verification;

namespace Authz.Tests.Remembering;

public sealed class RememberedTokensTests : IDisposable
{
    private const long Now = TestApi.Now;
    private const long Megabyte = 1 << 20;

    private readonly TestVerifiedTokens _tokens = new();

    [Fact]
    public void Finds_ExactlyTheseCharacters_ForExactlyThisAuthorizer()
    {
        var remembered = new RememberedTokens(Megabyte);
        VerifiedToken token = Add(remembered, "a");

        Assert.Same(token, Find(remembered, "a"));
        Assert.Null(Find(remembered, "b"));
        Assert.Null(Find(remembered, "a", _tokens.AnotherVerifier()));
        Assert.Equal(1, remembered.Count);
    }

    [Theory]
    [InlineData("one hash for all", 0UL)]
    [InlineData("the part that chooses the shard", 0xF000_0000_0000_0000UL)]
    [InlineData("the part that chooses the set", 0x0000_0003_0000_0000UL)]
    [InlineData("the part that is the tag", 0x0000_0000_0000_0003UL)]
    public void NeverFindsAnotherToken_HoweverManyHashesCollide(string description, ulong hashMask)
    {
        var remembered = new RememberedTokens(Megabyte, hashMask);
        TokenVerifier another = _tokens.AnotherVerifier();
        int found = 0;
        for (int index = 0; index < 2000; index++)
        {
            string subject = index.ToString(null, null);
            VerifiedToken token = Add(remembered, subject);

            // Not every newcomer gets a place.
            VerifiedToken? same = Find(remembered, subject);
            Assert.True(same is null || ReferenceEquals(token, same), description);
            found += same is null ? 0 : 1;
            Assert.Null(Find(remembered, subject, another));
            Assert.Null(Find(remembered, subject + "x"));
            VerifiedToken? earlier = Find(remembered, (index / 2).ToString(null, null));
            Assert.True(earlier is null || earlier.Subject == (index / 2).ToString(null, null), description);
        }

        Assert.InRange(found, RememberedTokensShard.Ways, 2000);
    }

    [Fact]
    public void Counts_TheTokensOfAllItsShards()
    {
        var remembered = new RememberedTokens(Megabyte);
        for (int index = 0; index < 40; index++)
        {
            Add(remembered, $"{index:D2}");
        }

        Assert.Equal(40, remembered.Count);
        Assert.Equal(40 * RememberedToken.BytesOf(TestVerifiedTokens.Text("00").Length, _tokens.Make("00")), remembered.Bytes);
    }

    [Fact]
    public void Keeps_TheFirstEntry_WhenTwoRequestsVerifiedTheSameToken()
    {
        var remembered = new RememberedTokens(Megabyte);
        VerifiedToken first = Add(remembered, "a");

        Assert.Same(first, Add(remembered, "a"));
        Assert.Equal(1, remembered.Count);
    }

    [Fact]
    public void Replaces_AnEntryWhoseTimeHasPassed()
    {
        var remembered = new RememberedTokens(Megabyte);
        VerifiedToken expired = Add(remembered, "a", expires: Now);
        VerifiedToken fresh = Add(remembered, "a", expires: Now + 1);

        Assert.NotSame(expired, fresh);
        Assert.Same(fresh, Add(remembered, "a", expires: Now + 1));
    }

    [Fact]
    public void Replaces_AnEntryWhoseKeyWasWithdrawn()
    {
        var remembered = new RememberedTokens(Megabyte);
        VerifiedToken first = Add(remembered, "a");
        _tokens.WithdrawKey();

        Assert.NotSame(first, Add(remembered, "a"));
    }

    [Fact]
    public void Stays_WithinItsBytes_UnderAnyLoad()
    {
        var remembered = new RememberedTokens(Megabyte);
        for (int index = 0; index < 5000; index++)
        {
            // Sizes from 300 bytes to 12 KiB: at times the places run out first, at times the bytes.
            Add(remembered, $"{index}-{new string('x', index * 37 % 6000)}");
            Assert.InRange(remembered.Bytes, 1, Megabyte);
        }

        Assert.InRange(remembered.Count, 50, 1024);
    }

    [Fact]
    public void Counts_ForgottenTokens()
    {
        var remembered = new RememberedTokens(Megabyte, hashMask: 0);
        for (int index = 0; index < 100; index++)
        {
            Add(remembered, $"{index:D3}");
        }

        int each = RememberedToken.BytesOf(TestVerifiedTokens.Text("000").Length, _tokens.Make("000"));
        Assert.Equal(RememberedTokensShard.Ways, remembered.Count);
        Assert.Equal(RememberedTokensShard.Ways * each, remembered.Bytes);
    }

    [Fact]
    public void Remembers_NoToken_ThatIsLargerThanAShard()
    {
        var remembered = new RememberedTokens(16 * 1024);
        VerifiedToken token = _tokens.Make(new string('x', 2000));

        Assert.Same(token, remembered.Add(TestVerifiedTokens.Text("a"), _tokens.Verifier, token, Now));
        Assert.Equal((0, 0), (remembered.Count, remembered.Bytes));
    }

    [Fact]
    public void Remembers_TheTokensInUse_ThroughAFloodOfOthers()
    {
        var remembered = new RememberedTokens(Megabyte);
        string[] hot = [.. Enumerable.Range(0, 100).Select(index => $"hot{index}")];
        int misses = 0;
        for (int flood = 0; flood < 20_000; flood++)
        {
            string subject = hot[flood % hot.Length];
            if (Find(remembered, subject) is null)
            {
                misses++;
                Add(remembered, subject);
            }

            Add(remembered, $"flood{flood}");
        }

        Assert.InRange(misses, hot.Length, 2000);
    }

    // Each comes back after more one-off tokens than there are places: recency alone would forget it every time.
    [Fact]
    public void Remembers_RareTokens_ThroughAFloodOfOthers()
    {
        var remembered = new RememberedTokens(Megabyte);
        int places = (int)(Megabyte / 1024);
        int hits = 0;
        for (int flood = 0; flood < 10 * places; flood++)
        {
            Add(remembered, $"flood{flood}");
            if (flood % 20 == 0)
            {
                string subject = $"rare{flood / 20 % (places / 16)}";
                hits += Find(remembered, subject) is null ? 0 : 1;
                Add(remembered, subject);
            }
        }

        Assert.InRange(hits, places / 8, places / 2);
    }

    [Fact]
    public void Replaces_TokensNoLongerSeen()
    {
        var remembered = new RememberedTokens(Megabyte);
        int places = (int)(Megabyte / 1024);
        foreach (string generation in (string[])["old", "new"])
        {
            for (int turn = 0; turn < 40 * places; turn++)
            {
                string subject = $"{generation}{turn % (places / 2)}";
                _ = Find(remembered, subject) ?? Add(remembered, subject);
            }
        }

        Assert.InRange(
            Enumerable.Range(0, places / 2).Count(index => Find(remembered, $"new{index}") is not null), places * 9 / 20, places / 2);
    }

    [Fact]
    public void Forgets_WorthlessTokens_First()
    {
        var remembered = new RememberedTokens(Megabyte, hashMask: 0);
        Add(remembered, "expired", expires: Now);
        for (int index = 1; index < RememberedTokensShard.Ways; index++)
        {
            Add(remembered, $"{index}");
        }

        _ = Find(remembered, "expired");
        Add(remembered, "new");

        Assert.Null(Find(remembered, "expired"));
        Assert.NotNull(Find(remembered, "new"));
        Assert.All(Enumerable.Range(1, RememberedTokensShard.Ways - 1), index => Assert.NotNull(Find(remembered, $"{index}")));
    }

    [Fact]
    public void Forgets_Everything_WhenItIsCleared()
    {
        var remembered = new RememberedTokens(Megabyte);
        Add(remembered, "a");
        remembered.Clear();

        Assert.Null(Find(remembered, "a"));
        Assert.Equal((0, 0), (remembered.Count, remembered.Bytes));
    }

    [Fact]
    public void Finds_WithoutAllocation()
    {
        var remembered = new RememberedTokens(Megabyte);
        string known = TestVerifiedTokens.Text("a");
        string unknown = TestVerifiedTokens.Text("b");
        Add(remembered, "a");

        Assert.Equal(0, AllocatedBytes.Of(FindBoth));

        void FindBoth()
        {
            remembered.Find(known, _tokens.Verifier);
            remembered.Find(unknown, _tokens.Verifier);
        }
    }

    // F11: the value of a forgotten entry is never returned for another key.
    [Fact]
    public async Task NeverFindsAnotherToken_WhileManyThreadsAddFindAndClear()
    {
        var remembered = new RememberedTokens(64 * 1024, hashMask: 0xF000_0001_0000_0001);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (int turn = 0; turn < 5000; turn++)
            {
                string subject = ((turn * 7919 + worker) % 300).ToString(null, null);
                Assert.Equal(subject, (Find(remembered, subject) ?? Add(remembered, subject)).Subject);
                if (turn % 1000 == worker)
                {
                    remembered.Clear();
                }
            }
        })));

        Assert.InRange(remembered.Bytes, 0, 64 * 1024);
    }

    public void Dispose() => _tokens.Dispose();

    private VerifiedToken? Find(RememberedTokens remembered, string subject, TokenVerifier? verifier = null) =>
        remembered.Find(TestVerifiedTokens.Text(subject), verifier ?? _tokens.Verifier);

    private VerifiedToken Add(RememberedTokens remembered, string subject, long expires = Now + 3600) =>
        remembered.Add(TestVerifiedTokens.Text(subject), _tokens.Verifier, _tokens.Make(subject, expires), Now);
}
