using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>An issuer for listed tenants, and what nobody else can pass for.</summary>
public sealed class TenantTests : IDisposable
{
    private const string Template = "https://login.example.com/{tenantid}/v2.0";
    private const string First = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    private const string Second = "11111111-2222-3333-4444-555555555555";
    private const string Consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private static readonly SigningKey s_shared = TestKeys.For("ES256");
    private static readonly SigningKey s_firsts = TestKeys.For("ES384");
    private static readonly SigningKey s_consumers = TestKeys.For("ES512");

    private readonly TestApi _api = new(
        new JsonObject
        {
            ["keys"] = new JsonArray(
                Key(s_shared, Template), Key(s_firsts, Issuer(First)), Key(s_consumers, Issuer(Consumers)), Key(TestKeys.For("RS256"), null)),
        },
        configure: entry => entry with { Issuer = Template, Tenants = [First, Second] });

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public async Task Accepts_TokensOfListedTenants(string tenant)
    {
        AuthorizationDecision decision = await _api.DecideAsync(Token(Issuer(tenant), tenant).Sign(s_shared));

        Assert.Null(decision.Reason);
        Assert.Equal(Issuer(tenant), decision.Token!.Issuer);
        Assert.Null(await _api.ReasonAsync(Token(Issuer(tenant), tenant).Sign(TestKeys.For("RS256"))));
    }

    [Fact]
    public async Task Accepts_ATenantsOwnKey_ForThatTenantOnly()
    {
        Assert.Null(await _api.ReasonAsync(Token(Issuer(First), First).Sign(s_firsts)));
        Assert.Equal(RefusalReason.KeyUnknown, await _api.ReasonAsync(Token(Issuer(Second), Second).Sign(s_firsts)));
    }

    // Storm-0558: a consumer key signed tokens for enterprise tenants.
    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public async Task Rejects_AConsumersKey_ForATenantsToken(string tenant) =>
        Assert.Equal(RefusalReason.KeyUnknown, await _api.ReasonAsync(Token(Issuer(tenant), tenant).Sign(s_consumers)));

    [Theory]
    [InlineData("https://login.example.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0")]
    [InlineData("https://login.example.com/{tenantid}/v2.0")]
    [InlineData("https://login.example.com//v2.0")]
    [InlineData("https://login.example.com/../v2.0")]
    [InlineData("https://login.example.com/x/../72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/x/v2.0")]
    [InlineData("https://login.example.com/72F988BF-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com/%372f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0/")]
    [InlineData("https://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/V2.0")]
    [InlineData("https://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47 /v2.0")]
    [InlineData("https://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47?/v2.0")]
    [InlineData("https://evil.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com@evil.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com.evil.example/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("http://login.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com\\72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0")]
    [InlineData("https://login.example.com/*/v2.0")]
    public async Task Rejects_EveryOtherIssuer(string issuer)
    {
        Assert.Equal(RefusalReason.IssuerMismatch, await _api.ReasonAsync(Token(issuer, First).Sign(s_shared)));
        Assert.Equal(RefusalReason.IssuerMismatch, await _api.ReasonAsync(Token(issuer, Consumers).Sign(s_consumers)));
    }

    [Theory]
    [InlineData(null, RefusalReason.ClaimMissing)]
    [InlineData(Second, RefusalReason.IssuerMismatch)]
    [InlineData("", RefusalReason.IssuerMismatch)]
    [InlineData("72F988BF-86f1-41af-91ab-2d7cd011db47", RefusalReason.IssuerMismatch)]
    [InlineData("72f988bf-86f1-41af-91ab-2d7cd011db47 ", RefusalReason.IssuerMismatch)]
    public async Task Rejects_AnotherTidThanTheIssuers(string? tenant, RefusalReason expected) =>
        Assert.Equal(expected, await _api.ReasonAsync(Token(Issuer(First), tenant).Sign(s_shared)));

    [Fact]
    public async Task Rejects_ATidOfAnotherType()
    {
        Assert.Equal(
            RefusalReason.ClaimMalformed, await _api.ReasonAsync(Token(Issuer(First), null).With("tid", new JsonArray(First)).Sign(s_shared)));
        Assert.Equal(RefusalReason.ClaimMalformed, await _api.ReasonAsync(Token(Issuer(First), null).With("tid", 5).Sign(s_shared)));
    }

    private static string Issuer(string tenant) => $"https://login.example.com/{tenant}/v2.0";

    private static TestToken Token(string issuer, string? tenant)
    {
        TestToken token = TestApi.Token().With("iss", issuer);
        return tenant is null ? token : token.With("tid", tenant);
    }

    private static JsonObject Key(SigningKey key, string? issuer)
    {
        JsonObject jwk = key.ToPublicJwk();
        if (issuer is not null)
        {
            jwk["issuer"] = issuer;
        }

        return jwk;
    }
}
