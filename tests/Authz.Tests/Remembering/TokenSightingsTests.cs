using Authz.Remembering;

namespace Authz.Tests.Remembering;

public sealed class TokenSightingsTests
{
    private const int Places = 8;

    [Fact]
    public void Counts_EachToken_OnItsOwn()
    {
        var sightings = new TokenSightings(Places);

        Assert.Equal(1, sightings.Note(Hash(1)));
        Assert.Equal(2, sightings.Note(Hash(1)));
        Assert.Equal(1, sightings.Note(Hash(2)));
    }

    [Fact]
    public void Counts_FourTimesAsManyTokens_AsCanBeRemembered()
    {
        var sightings = new TokenSightings(Places);

        Assert.All(Enumerable.Range(0, 4 * Places), token => Assert.Equal(1, sightings.Note(Hash(token))));
    }

    [Fact]
    public void StartsOver_ForATokenThatGotAPlace()
    {
        var sightings = new TokenSightings(Places);
        sightings.Note(Hash(1));
        sightings.Note(Hash(2));
        sightings.Forget(Hash(1));

        Assert.Equal(1, sightings.Note(Hash(1)));
        Assert.Equal(2, sightings.Note(Hash(2)));
    }

    [Fact]
    public void StartsOver_WhenItIsCleared()
    {
        var sightings = new TokenSightings(Places);
        sightings.Note(Hash(1));
        sightings.Clear();

        Assert.Equal(1, sightings.Note(Hash(1)));
    }

    [Fact]
    public void Halves_ItsCounts_OverTime()
    {
        var sightings = new TokenSightings(Places);
        for (int note = 1; note <= 64; note++)
        {
            Assert.Equal(note, sightings.Note(Hash(1)));
        }

        Assert.Equal(33, sightings.Note(Hash(1)));
    }

    [Fact]
    public void Stays_AtItsMaximum_ForATokenSeenMoreOften()
    {
        var sightings = new TokenSightings(places: 64);
        int most = Enumerable.Range(0, 500).Max(_ => sightings.Note(Hash(1)));

        Assert.Equal(byte.MaxValue, most);
    }

    // The bits that choose the counter.
    private static ulong Hash(int token) => (ulong)token << 8;
}
