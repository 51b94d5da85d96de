namespace Authz.Tests;

public sealed class HeaderSourceTests
{
    [Theory]
    [InlineData("as the dictionary spells it", "X-Token")]
    [InlineData("in another case", "x-tOKEN")]
    public void Finds_AHeader(string description, string name)
    {
        HeaderSource headers = HeaderSource.From(new Dictionary<string, string> { ["Host"] = "id", ["X-Token"] = "a" });

        Assert.Equal((description, "a"), (description, headers.Find(name).Value));
    }

    [Fact]
    public void Finds_NoHeader_WhenItIsAbsent()
    {
        Assert.Null(HeaderSource.From(new Dictionary<string, string> { ["Host"] = "id" }).Find("Authorization").Value);
        Assert.Null(HeaderSource.Authorization("a").Find("X-Token").Value);
        Assert.Null(HeaderSource.Authorization(null).Find("Authorization").Value);
        Assert.Null(default(HeaderSource).Find("Authorization").Value);
    }

    // Two spellings of one name: which of them a backend would read is unknown.
    [Fact]
    public async Task Rejects_TwoSpellingsOfOneName()
    {
        using var api = new TestApi();
        HeaderSource headers = HeaderSource.From(new Dictionary<string, string>
        {
            ["Authorization"] = "Bearer a.b.c",
            ["authorization"] = "Bearer a.b.c",
        });

        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", headers));

        Assert.Equal(RefusalReason.CredentialsAmbiguous, decision.Reason);
    }
}
