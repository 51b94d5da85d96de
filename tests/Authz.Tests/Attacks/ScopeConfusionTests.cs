namespace Authz.Tests.Attacks;

/// <summary>D7: scopes that look like the one that is asked for.</summary>
public sealed class ScopeConfusionTests
{
    [Theory]
    [InlineData("\"scope\":\"pets:readwrite\"")]
    [InlineData("\"scope\":\"pets:rea\"")]
    [InlineData("\"scope\":\"Pets:read\"")]
    [InlineData("\"scope\":\"PETS:READ\"")]
    [InlineData("\"scope\":\"pets:read,pets:write\"")]
    [InlineData("\"scope\":\"x\\tpets:read\"")]
    [InlineData("\"scope\":\"x\\npets:read\"")]
    [InlineData("\"scope\":\"x\\u00a0pets:read\"")]
    [InlineData("\"scope\":\"x\\u2003pets:read\"")]
    [InlineData("\"scope\":\"pets:read\\u0000\"")]
    [InlineData("\"scope\":\"\\\"pets:read\\\"\"")]
    [InlineData("\"scope\":\"pets:*\"")]
    [InlineData("\"scope\":\"*\"")]
    [InlineData("\"scope\":\"\"")]
    [InlineData("\"scope\":\" \"")]
    [InlineData("\"scope\":[]")]
    [InlineData("\"scope\":[\"\"]")]
    [InlineData("\"scope\":[\"x pets:read\"]")]
    [InlineData("\"scope\":[\"pets:read \"]")]
    [InlineData("\"scope\":[\"pets\",\"read\"]")]
    [InlineData("\"scp\":[\"x\"],\"scope\":\"pets:read\"")]
    [InlineData("\"scp\":\"\",\"scope\":\"pets:read\"")]
    [InlineData("\"scopes\":\"pets:read\"")]
    [InlineData("\"Scope\":\"pets:read\"")]
    [InlineData("\"permissions\":[\"pets:read\"]")]
    [InlineData("\"roles\":[\"pets:read\"]")]
    public async Task Rejects_OtherScopes(string members)
    {
        using var api = new TestApi(route: route => route with { AuthorizationScopes = ["pets:read"] });
        Assert.Equal(
            (members, RefusalReason.ScopeMissing), (members, await api.ReasonAsync(Forged.SignPayload(Forged.PayloadWith("," + members)))));
    }

    [Theory]
    [InlineData("\"scope\":1")]
    [InlineData("\"scope\":null")]
    [InlineData("\"scope\":{\"pets:read\":true}")]
    [InlineData("\"scope\":[\"pets:read\",1]")]
    [InlineData("\"scope\":[[\"pets:read\"]]")]
    [InlineData("\"scp\":true,\"scope\":\"pets:read\"")]
    public async Task Rejects_MalformedScopes_EvenWhenNoScopeIsRequired(string members)
    {
        using var api = new TestApi();
        Assert.Equal(
            (members, RefusalReason.ClaimMalformed),
            (members, await api.ReasonAsync(Forged.SignPayload(Forged.PayloadWith("," + members)))));
    }
}
