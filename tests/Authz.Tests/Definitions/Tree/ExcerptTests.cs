using Authz.Definitions.Tree;

namespace Authz.Tests.Definitions.Tree;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abcdef", "abcdef")]
    [InlineData("abcdefg", "abcde…")]
    [InlineData("abcd🐈g", "abcd…")]
    [InlineData("abc🐈fg", "abc🐈…")]
    public void Serves_TheStart(string text, string expected)
    {
        Assert.Equal(expected, Excerpt.Start(text, 6));
        Assert.Equal(text != expected, Excerpt.IsCutStart(expected, text, 6));
    }

    [Theory]
    [InlineData("abcdef", "abcdef")]
    [InlineData("abcdefg", "ab…efg")]
    [InlineData("ab🐈🐈fg", "ab…fg")]
    [InlineData("a🐈bcdef", "a…def")]
    public void Serves_BothEnds(string text, string expected) => Assert.Equal(expected, Excerpt.Ends(text, 6));
}
