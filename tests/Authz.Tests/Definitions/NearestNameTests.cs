using Authz.Definitions;

namespace Authz.Tests.Definitions;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("isuer", "issuer")]
    [InlineData("AUDIENCE", "audience")]
    [InlineData("audiances", "audience")]
    [InlineData("isseur", "issuer")]
    [InlineData("clockSekw", "clockSkew")]
    [InlineData("authoriser", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Finds_TheIntendedName(string name, string? meant) =>
        Assert.Equal(meant, NearestName.Find(name, ["issuer", "audience", "clockSkew"]));

    [Fact]
    public void Finds_Nothing_ForADistantName() =>
        Assert.Null(NearestName.Find(new string('a', 257), [new string('a', 256)]));

    [Fact]
    public void Finds_Nothing_WithoutCandidates() => Assert.Null(NearestName.Find("issuer", []));
}
