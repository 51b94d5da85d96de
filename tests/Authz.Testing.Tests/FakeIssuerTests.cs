using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Authz.Testing.Tests;

public sealed class FakeIssuerTests
{
    [Theory]
    [InlineData("without a trailing slash", "https://issuer.example")]
    [InlineData("with a trailing slash", "https://issuer.example/tenant/")]
    public async Task Serves_DocumentsThatAnotherLibraryReads(string description, string url)
    {
        Assert.NotEmpty(description);
        FakeIssuer issuer = new(url, ["RS256", "ES384"]);
        using HttpClient client = new(issuer.CreateHandler());

        OpenIdConnectConfiguration read = await OpenIdConnectConfigurationRetriever.GetAsync(
            issuer.DiscoveryUri, new HttpDocumentRetriever(client), CancellationToken.None);

        Assert.Equal(url, read.Issuer);
        Assert.Equal(issuer.PublishedKeys.Select(key => key.KeyId), read.SigningKeys.Select(key => key.KeyId));
        Assert.Equal((1, 1), (issuer.DiscoveryRequests, issuer.KeySetRequests));
    }

    [Fact]
    public void Mints_AnHourFromItsClock()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal(
            """{"iss":"https://issuer.example","sub":"test-subject","aud":"pets-api","iat":86400,"nbf":86400,"exp":90000,"scope":"a b"}""",
            new FakeIssuer(timeProvider: clock).Token("pets-api", "a b").Claims.ToJsonString());
    }

    [Fact]
    public void Rotate_PublishesTheNewKeyBesideTheOldAndSignsWithIt()
    {
        FakeIssuer issuer = new();
        SigningKey old = issuer.CurrentKey;
        SigningKey key = issuer.Rotate();

        Assert.Equal([old, key], issuer.PublishedKeys);
        Assert.Same(key, issuer.CurrentKey);
    }

    [Fact]
    public void Rotate_ToAnotherAlgorithmLeavesTheCurrentKey()
    {
        FakeIssuer issuer = new();
        SigningKey old = issuer.CurrentKey;
        SigningKey key = issuer.Rotate("ES256", "second");

        Assert.Same(old, issuer.CurrentKey);
        Assert.Same(key, issuer.FindKey("ES256"));
        Assert.Null(issuer.FindKey("ES512"));
    }

    [Fact]
    public void Withdraw_RemovesTheKeyFromTheSet()
    {
        FakeIssuer issuer = new();
        string keyId = issuer.CurrentKey.KeyId;

        Assert.True(issuer.Withdraw(keyId));
        Assert.False(issuer.Withdraw(keyId));
        Assert.Equal("""{"keys":[]}""", issuer.CreateKeySet().ToJsonString());
    }

    [Fact]
    public async Task CreateHandler_AnswersOnlyForTheGivenIssuers()
    {
        FakeIssuer first = new("https://first.example");
        FakeIssuer second = new("https://second.example");
        using HttpClient client = new(first.CreateHandler(second));

        Assert.Equal(
            "https://first.example",
            JsonNode.Parse(await client.GetStringAsync(new Uri(first.DiscoveryUri)))!["issuer"]!.GetValue<string>());
        Assert.Equal(
            "https://second.example",
            JsonNode.Parse(await client.GetStringAsync(new Uri(second.DiscoveryUri)))!["issuer"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("https://third.example/jwks"))).StatusCode);
    }

    [Fact]
    public async Task Outage_AnswersWithItsStatusUntilItIsOver()
    {
        FakeIssuer issuer = new() { Outage = HttpStatusCode.BadGateway };
        using HttpClient client = new(issuer.CreateHandler());

        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync(new Uri(issuer.KeySetUri))).StatusCode);
        issuer.Outage = null;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(issuer.KeySetUri))).StatusCode);
        Assert.Equal(2, issuer.KeySetRequests);
    }

    [Theory]
    [InlineData("no URL", "issuer.example", "RS256")]
    [InlineData("no algorithm", "https://issuer.example", null)]
    [InlineData("unknown algorithm", "https://issuer.example", "none")]
    public void Rejects_AnImpossibleIssuer(string description, string issuer, string? algorithm)
    {
        Assert.NotEmpty(description);
        Assert.ThrowsAny<ArgumentException>(() => new FakeIssuer(issuer, algorithm is null ? [] : [algorithm]));
    }
}
