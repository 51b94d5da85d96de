using System.Text.RegularExpressions;
using Authz.Server.Gateway.LambdaAuthorizers;
using FsCheck.Xunit;

namespace Authz.Server.Tests.Gateway.LambdaAuthorizers;

public sealed class WildcardTests
{
    [Property(MaxTest = 1000)]
    public bool Matches_AsARegularExpressionDoes(byte[] pattern, byte[] text)
    {
        string wildcard = Letters(pattern, "ab*?");
        string subject = Letters(text, "ab/");
        string expression =
            "^" + Regex.Escape(wildcard).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";

        return Wildcard.IsMatch(wildcard, subject, StringComparison.Ordinal) == Regex.IsMatch(subject, expression);
    }

    [Fact]
    public void Rejects_AHostilePatternQuickly() =>
        Assert.False(
            Wildcard.IsMatch(string.Concat(Enumerable.Repeat("a*", 1000)) + "b", new string('a', 10_000), StringComparison.Ordinal));

    private static string Letters(byte[] bytes, string alphabet) =>
        new([.. bytes.Take(12).Select(value => alphabet[value % alphabet.Length])]);
}
