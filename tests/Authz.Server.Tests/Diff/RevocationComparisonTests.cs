using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class RevocationComparisonTests
{
    private static readonly RevocationDefinition s_asked = new() { Claims = ["jti"], File = "revoked.json" };

    [Fact]
    public void Says_Nothing_WhereNothingChanges()
    {
        Assert.Empty(Compare(null, null));
        Assert.Empty(Compare(s_asked, s_asked with { Claims = ["jti"] }));
    }

    [Fact]
    public void Says_ThatRevocationsComeAndGo()
    {
        Assert.Equal(["Stricter: refuses revoked tokens"], Compare(null, s_asked));
        Assert.Equal(["Looser: no longer refuses revoked tokens"], Compare(s_asked, null));
    }

    [Fact]
    public void Says_WhichClaimsAreAskedFor() => Assert.Equal(
        ["Stricter: refuses tokens revoked by 'sub'", "Looser: no longer refuses tokens revoked by 'jti'"],
        Compare(s_asked, s_asked with { Claims = ["sub"] }));

    [Theory]
    [InlineData(90, "Looser: relies on revocations that are up to 90 s old")]
    [InlineData(30, "Stricter: relies on revocations that are up to 30 s old")]
    public void Says_HowOldTheListMayBe(int seconds, string line) =>
        Assert.Equal([line], Compare(s_asked, s_asked with { MaximumStaleness = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public void Says_WhatHappensWithoutAList()
    {
        RevocationDefinition allowing = s_asked with { OnUnavailable = RevocationFallback.Allow };

        Assert.Equal(["Looser: accepts tokens while it cannot tell which are revoked"], Compare(s_asked, allowing));
        Assert.Equal(["Stricter: refuses tokens while it cannot tell which are revoked"], Compare(allowing, s_asked));
    }

    [Fact]
    public void Says_ThatAnotherListIsRead()
    {
        Assert.Equal(["Looser: reads its revocations from 'other.json'"], Compare(s_asked, s_asked with { File = "other.json" }));
        Assert.Equal(["Looser: reads no file of revocations"], Compare(s_asked, s_asked with { File = null }));
    }

    private static IEnumerable<string> Compare(RevocationDefinition? before, RevocationDefinition? after)
    {
        List<AccessChange> changes = [];
        RevocationComparison.Compare(before, after, changes);
        return changes.Select(change => $"{change.Kind}: {change.Text}");
    }
}
