using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class StageHostComparisonTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "a", "")]
    [InlineData("", "a", "Stricter: stage '$default' is served at a alone, no longer at every host")]
    [InlineData("a", "", "Looser: stage '$default' is served at every host that is no other stage's")]
    [InlineData("a b", "b c", "Looser: stage '$default' is also served at c\nStricter: stage '$default' is no longer served at a")]
    public void Compares_TheHostsOfAStage(string before, string after, string expected) => Assert.Equal(
        expected,
        string.Join('\n', StageHostComparison.Compare(Definition(before), Definition(after)).Select(change => $"{change.Kind}: {change.Text}")));

    private static ApiDefinition Definition(string hosts) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>(),
        Routes = new Dictionary<string, RouteDefinition>(),
        Stages = new Dictionary<string, StageDefinition>
        {
            ["$default"] = new() { Hosts = hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        },
    };
}
