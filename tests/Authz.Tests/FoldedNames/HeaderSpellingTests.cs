using Authz.FoldedNames;

namespace Authz.Tests.FoldedNames;

public sealed class HeaderSpellingTests
{
    [Theory]
    [InlineData("X-User", "x_USER", true)]
    [InlineData("X-User", "X.User", true)]
    [InlineData("X-User", "X!User", true)]
    [InlineData("X-User", "X~User", true)]
    [InlineData("X-User", "XUser", false)]
    [InlineData("X-User", "X--User", false)]
    [InlineData("X-User", "X-Users", false)]
    [InlineData("X-User", "X-Usfr", false)]
    public void Distinguishes_SpellingsFromOtherNames(string left, string right, bool areSame)
    {
        Assert.Equal(areSame, HeaderSpelling.AreSame(left, right));
        Assert.Equal(areSame, HeaderSource.AreAlike(right, left));
    }

    [Fact]
    public void Reports_TwoSpellings_AsARepeatedHeader_AndAnotherSpellingAsAnEmptyOne()
    {
        HeaderSource both = HeaderSource.From(new Dictionary<string, string> { ["X-Key"] = "a", ["x_key"] = "b" });
        HeaderSource other = HeaderSource.From(new Dictionary<string, string> { ["x_key"] = "b" });

        Assert.True(both.Find("X-Key").IsRepeated);

        // Not absent, and no token.
        Assert.Equal("", other.Find("X-Key").Value);
    }
}
