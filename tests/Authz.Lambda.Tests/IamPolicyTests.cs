namespace Authz.Lambda.Tests;

public sealed class IamPolicyTests
{
    [Theory]
    [InlineData("a/*", "a/b/c", true)]
    [InlineData("a/*", "a/", true)]
    [InlineData("a/*", "a", false)]
    [InlineData("a/*/c", "a/b/b/c", true)]
    [InlineData("a/*/c", "a/c", false)]
    [InlineData("a?c", "a/c", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("*b*", "aabcc", true)]
    [InlineData("a", "A", false)]
    [InlineData("", "", true)]
    public void Matches_AsIamDoes(string pattern, string text, bool expected) => Assert.Equal(expected, IamPolicy.Matches(pattern, text));
}
