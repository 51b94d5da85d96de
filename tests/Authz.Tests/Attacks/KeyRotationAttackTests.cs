using Authz.Keys.Refreshing;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// A10, F1, F2, F3: what an attacker gains from the fetching of keys. PyJWT CVE-2026-48524, jwkset CVE-2025-22149, Istio CVE-2026-41413.
/// </summary>
public sealed class KeyRotationAttackTests
{
    private static readonly TimeSpan s_longestRefreshInterval = TimeSpan.FromHours(1);

    [Fact]
    public async Task Rejects_TheOldKey_AndAcceptsTheNew_UnderTheSameName()
    {
        using var api = new FakeIssuerApi();
        SigningKey old = api.First.Rotate(keyId: "same");
        string before = api.First.Token(FakeIssuerApi.Audience).With("exp", api.Time.GetUtcNow().AddDays(1)).Sign(old);
        Assert.Null(await api.ReasonAsync("/first", before));

        api.First.Withdraw("same");
        SigningKey next = api.First.Rotate(keyId: "same");
        await RefreshAsync(api);

        Assert.Null(await api.ReasonAsync("/first", api.First.Token(FakeIssuerApi.Audience).Sign(next)));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync("/first", before));
    }

    [Fact]
    public async Task Accepts_AKeyReplacedUnderItsName_WithItsFirstToken_ThoughNoRefreshIsDue()
    {
        using var api = new FakeIssuerApi();
        Assert.Null(await api.ReasonAsync("/first", api.First.Token(FakeIssuerApi.Audience).Sign(api.First.Rotate(keyId: "same"))));

        api.First.Withdraw("same");
        string next = api.First.Token(FakeIssuerApi.Audience).Sign(api.First.Rotate(keyId: "same"));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync("/first", next));

        api.Time.Advance(RefreshBudget.TrustedAge);
        Assert.Null(await api.ReasonAsync("/first", next));
    }

    [Fact]
    public async Task Rejects_TokensOfAWithdrawnKey_RememberedOnesToo()
    {
        using var api = new FakeIssuerApi();
        SigningKey withdrawn = api.First.CurrentKey;
        string token = api.First.Token(FakeIssuerApi.Audience).With("exp", api.Time.GetUtcNow().AddDays(1)).Sign(withdrawn);
        Assert.Null(await api.ReasonAsync("/first", token));

        api.First.Rotate(keyId: "next");
        api.First.Withdraw(withdrawn.KeyId);
        await RefreshAsync(api);

        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync("/first", token));
    }

    [Fact]
    public async Task Fetches_Once_ForAnyNumberOfUnknownKeyIds()
    {
        using var api = new FakeIssuerApi();
        await api.Authorizer.WarmUpAsync();
        long before = api.First.KeySetRequests;
        for (int index = 0; index < 1000; index++)
        {
            string token = api.First.Token(FakeIssuerApi.Audience).WithHeader("kid", $"unknown{index}").Sign(Forged.AttackersKey);
            RefusalReason expected = index == 0 ? RefusalReason.KeyUnknown : RefusalReason.KeysUnavailable;
            Assert.Equal((index, expected), (index, await api.ReasonAsync("/first", token)));
        }

        Assert.Equal(1, api.First.KeySetRequests - before);
        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));
    }

    [Theory]
    [InlineData("http://id.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://id.example.com")]
    [InlineData("https://user:password@id.example.com")]
    [InlineData("//id.example.com")]
    public void Rejects_IssuersThatKeysMustNotComeFrom(string issuer)
    {
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = issuer, Audience = ["a"] },
            new RouteDefinition { Authorizer = "idp" });
        Assert.Throws<ApiDefinitionException>(() => new ApiAuthorizer(definition));
    }

    // Nobody is asked for keys because a token names him.
    [Fact]
    public async Task Fetches_Nothing_ForAnIssuerThatIsNotConfigured()
    {
        using var api = new FakeIssuerApi();
        Assert.Equal(RefusalReason.IssuerMismatch, await api.ReasonAsync("/first", api.Second.Mint(FakeIssuerApi.Audience)));
        Assert.Equal((0, 0), (api.Second.DiscoveryRequests, api.First.DiscoveryRequests));
    }

    private static async Task RefreshAsync(FakeIssuerApi api)
    {
        api.Time.Advance(s_longestRefreshInterval);
        await api.Authorizer.WarmUpAsync();
    }
}
