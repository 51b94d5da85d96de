using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;
using Authz.Tests.Keys;

namespace Authz.Tests.Rfc;

/// <summary>RFC 8414 and OpenID Connect Discovery 1.0, an issuer's metadata.</summary>
public sealed class Rfc8414Tests
{
    private const string Issuer = "https://id.example.com/tenant";

    [Theory]
    [InlineData("identical", Issuer, true)]
    [InlineData("final slash", Issuer + "/", false)]
    [InlineData("other case", "https://ID.example.com/tenant", false)]
    [InlineData("another issuer", "https://attacker.example", false)]
    [InlineData("prefix", "https://id.example.com", false)]
    [InlineData("escaped path", "https://id.example.com/t%65nant", false)]
    public void Section3_3_TheIssuerInsideIsIdentical(string description, string issuer, bool isAccepted) => Assert.Equal(
        (description, isAccepted),
        (description, Read($$"""{"issuer":"{{issuer}}","jwks_uri":"https://id.example.com/jwks"}""").KeySetAddress is not null));

    [Theory]
    [InlineData("https", "https://keys.example.net/jwks", true)]
    [InlineData("http on this machine, of an issuer elsewhere", "http://127.0.0.1:8080/jwks", false)]
    [InlineData("http elsewhere", "http://id.example.com/jwks", false)]
    [InlineData("a file", "file:///etc/passwd", false)]
    [InlineData("relative", "/jwks", false)]
    [InlineData("empty", "", false)]
    public void Section2_TheKeySetsAddressIsSecure(string description, string address, bool isAccepted) => Assert.Equal(
        (description, isAccepted), (description, Read($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{address}}"}""").KeySetAddress is not null));

    // RFC 8414 section 3.1 inserts, OpenID Connect Discovery 1.0 section 4.1 appends; both remove the terminating slash.
    [Theory]
    [InlineData("https://id.example.com", "https://id.example.com/.well-known/oauth-authorization-server")]
    [InlineData("https://id.example.com/", "https://id.example.com/.well-known/oauth-authorization-server")]
    [InlineData("https://id.example.com/tenant", "https://id.example.com/.well-known/oauth-authorization-server/tenant")]
    [InlineData("https://id.example.com/tenant/", "https://id.example.com/.well-known/oauth-authorization-server/tenant")]
    public void Section3_1_TheWellKnownPathIsInserted_AndOpenIdsIsAppended(string issuer, string expected)
    {
        Assert.Equal(expected, DiscoveryAddress.OAuth(issuer).AbsoluteUri);
        Assert.Equal(issuer.TrimEnd('/') + "/.well-known/openid-configuration", DiscoveryAddress.OpenId(issuer).AbsoluteUri);
    }

    [Theory]
    [InlineData("https", "https://id.example.com", true)]
    [InlineData("http on this machine", "http://127.0.0.1:8080", true)]
    [InlineData("http elsewhere", "http://id.example.com", false)]
    [InlineData("query", "https://id.example.com?tenant=a", false)]
    [InlineData("fragment", "https://id.example.com#a", false)]
    [InlineData("user", "https://user@id.example.com", false)]
    public void Section2_TheIssuerIsHttps_WithoutQueryOrFragment(string description, string issuer, bool isAccepted)
    {
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = issuer, Audience = ["a"] },
            new RouteDefinition { Authorizer = "idp" });
        using ScriptedIssuer unreachable = new();
        Exception? thrown = Record.Exception(
            () => new ApiAuthorizer(definition, new ApiAuthorizerOptions { KeyFetchHandler = unreachable }).Dispose());
        Assert.Equal((description, isAccepted ? null : typeof(ApiDefinitionException)), (description, thrown?.GetType()));
    }

    [Fact]
    public async Task Section6_2_ARedirectIsNotFollowed()
    {
        using ScriptedIssuer elsewhere = new();
        elsewhere.Answer = (request, _) =>
        {
            HttpResponseMessage response = elsewhere.AnswerWell(request);
            response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example.com/keys");
            return Task.FromResult(response);
        };
        using KeyFetcher fetcher = new(elsewhere);
        Assert.Contains(
            "follow no redirect", (await fetcher.GetAsync(new Uri(ScriptedIssuer.DiscoveryAddress), null, default)).Error,
            StringComparison.Ordinal);
    }

    // RFC 9111 section 5.2.2.1.
    [Theory]
    [InlineData(null, 60)]
    [InlineData(10, 5)]
    [InlineData(1200, 20)]
    [InlineData(86_400, 60)]
    public void Section3_2_MaxAgeIsHonoured_BetweenFiveMinutesAndAnHour(int? seconds, int expectedMinutes) => Assert.Equal(
        TimeSpan.FromMinutes(expectedMinutes),
        RefreshSchedule.AfterSuccess(seconds is int age ? TimeSpan.FromSeconds(age) : null, random: 0));

    [Theory]
    [InlineData("no issuer", """{"jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("no address", """{"issuer":"https://id.example.com/tenant"}""")]
    [InlineData(
        "issuer twice",
        """{"issuer":"https://id.example.com/tenant","issuer":"https://id.example.com/tenant","jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("issuer of another type", """{"issuer":["https://id.example.com/tenant"],"jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData(
        "a second spelling", """{"issuer":"https://id.example.com/tenant","Issuer":"x","jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("text after the end", """{"issuer":"https://id.example.com/tenant","jwks_uri":"https://id.example.com/jwks"}x""")]
    [InlineData("a page", "<html>")]
    public void Section3_2_TheDocumentHasOneReading(string description, string document) =>
        Assert.True(Read(document).KeySetAddress is null, description);

    private static DiscoveryReadResult Read(string document) => DiscoveryReader.Read(
        Encoding.UTF8.GetBytes(document), Issuer, new Uri(Issuer), InsecureHosts.None);
}
