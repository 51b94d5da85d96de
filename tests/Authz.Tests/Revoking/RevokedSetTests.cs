using Authz.Revoking;

namespace Authz.Tests.Revoking;

public sealed class RevokedSetTests
{
    private const long Now = TestApi.Now;

    private static RevocationNames Token(UInt128 tokenId = default, UInt128 sessionId = default, UInt128 subject = default, long? issuedAt = Now) =>
        new(tokenId, sessionId, subject, issuedAt);

    [Fact]
    public void Finds_AnEntry_ByEachName()
    {
        RevokedSet set = new();
        set.Add(7, long.MaxValue, Now, Now);

        Assert.True(set.Contains(Token(tokenId: 7), Now));
        Assert.True(set.Contains(Token(sessionId: 7), Now));
        Assert.True(set.Contains(Token(subject: 7), Now));
        Assert.False(set.Contains(Token(8, 8, 8), Now));
        Assert.False(set.Contains(Token(), Now));
    }

    /// <summary>Up to the second itself: which came first within it is not known.</summary>
    [Theory]
    [InlineData(-1L, true)]
    [InlineData(0L, true)]
    [InlineData(1L, false)]
    [InlineData(null, true)]
    public void Finds_TokensOfAUser_IssuedUpToTheTime(long? offset, bool isFound)
    {
        RevokedSet set = new();
        set.Add(7, Now, Now + 60, Now);

        Assert.Equal(isFound, set.Contains(Token(subject: 7, issuedAt: Now + offset), Now));
    }

    [Fact]
    public void Forgets_AnEntry_WhenTokensCanNoLongerBeAccepted()
    {
        RevokedSet set = new();
        set.Add(7, long.MaxValue, Now, Now);

        Assert.True(set.Contains(Token(7), Now + RevokedSet.Margin));
        Assert.False(set.Contains(Token(7), Now + RevokedSet.Margin + 1));
        set.Prune(Now + RevokedSet.Margin + 1);
        Assert.Equal(0, set.Count);
    }

    [Fact]
    public void Widens_AnEntry_OfTheSameName()
    {
        RevokedSet set = new();
        set.Add(7, Now, Now, Now);
        set.Add(7, Now - 10, Now + 100, Now);
        set.Add(7, Now + 10, Now - 100, Now);

        Assert.Equal(1, set.Count);
        Assert.True(set.Contains(Token(subject: 7, issuedAt: Now + 10), Now + 100 + RevokedSet.Margin));
        Assert.False(set.Contains(Token(subject: 7, issuedAt: Now + 11), Now));
    }

    [Fact]
    public void Advances_ItsVersion_WithEachChange()
    {
        RevokedSet set = new();
        long empty = set.Version;
        set.Add(7, Now, Now, Now);
        long one = set.Version;
        set.Add(7, Now, Now, Now);

        Assert.True(one > empty);
        Assert.Equal(one, set.Version);
        set.Add(7, Now, Now + 1, Now);
        Assert.True(set.Version > one);
        Assert.True(new RevokedSet().Version > set.Version);
    }

    [Fact]
    public void Refuses_MoreEntriesThanItsBound_AndForgetsNone()
    {
        RevokedSet set = new(maximum: 100);
        for (ulong name = 1; name <= 100; name++)
        {
            Assert.True(set.Add(Spread(name), long.MaxValue, Now, Now));
        }

        Assert.False(set.Add(Spread(101), long.MaxValue, Now, Now));
        Assert.True(set.Add(Spread(100), long.MaxValue, Now + 1, Now));
        for (ulong name = 1; name <= 100; name++)
        {
            Assert.True(set.Contains(Token(Spread(name)), Now));
        }

        // Room comes with the entries' end.
        Assert.True(set.Add(Spread(101), long.MaxValue, Now + 1_000, Now + 1_000));
        Assert.Equal(2, set.Count + 1);
    }

    [Fact]
    public void Agrees_WithADictionary_OnRandomEntries()
    {
        Random random = new(7);
        RevokedSet set = new();
        Dictionary<UInt128, (long Before, long Until)> expected = [];
        for (int step = 0; step < 20_000; step++)
        {
            UInt128 name = Spread((ulong)random.Next(1, 5_000));
            if (random.Next(3) == 0)
            {
                (long before, long until) = (Now + random.Next(-50, 50), Now + random.Next(-300, 1_000));
                set.Add(name, before, until, Now);
                (long oldBefore, long oldUntil) = expected.GetValueOrDefault(name, (long.MinValue, long.MinValue));
                expected[name] = (Math.Max(before, oldBefore), Math.Max(until, oldUntil));
            }

            long issuedAt = Now + random.Next(-50, 50);
            bool isExpected = expected.TryGetValue(name, out var entry) && issuedAt <= entry.Before && Now <= entry.Until + RevokedSet.Margin;
            Assert.Equal(isExpected, set.Contains(Token(subject: name, issuedAt: issuedAt), Now));
        }
    }

    /// <summary>A reader that runs while entries come finds each that it was told of.</summary>
    [Fact]
    public async Task Shows_EachEntry_ToReadersThatSawItsVersion()
    {
        RevokedSet set = new();
        long added = 0;
        Task reader = Task.Run(() =>
        {
            long seen;
            do
            {
                seen = Volatile.Read(ref added);
                for (long name = Math.Max(1, seen - 8); name <= seen; name++)
                {
                    Assert.True(set.Contains(Token(Spread((ulong)name)), Now));
                }
            }
            while (seen < 100_000);
        });
        for (ulong name = 1; name <= 100_000; name++)
        {
            set.Add(Spread(name), long.MaxValue, Now, Now);
            Volatile.Write(ref added, (long)name);
        }

        await reader;
    }

    private static UInt128 Spread(ulong name) => unchecked(new UInt128(name * 0x9E37_79B9_7F4A_7C15, name * 0xC2B2_AE3D_27D4_EB4F));
}
