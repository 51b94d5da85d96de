using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// D5: an issuer's key verifies no other issuer's token, even under an equal <c>kid</c>. Storm-0558, Centrifugo CVE-2026-49998,
/// get-jwks CVE-2025-59936, Casdoor CVE-2026-9094.
/// </summary>
public sealed class IssuerConfusionTests
{
    [Fact]
    public async Task Rejects_EveryCrossSignature_OfTwoIssuersWithTheSameKeyId()
    {
        using var api = new FakeIssuerApi();
        SigningKey first = api.First.Rotate(keyId: "shared");
        SigningKey second = api.Second.Rotate(keyId: "shared");
        TestToken ofFirst = api.First.Token(FakeIssuerApi.Audience);
        TestToken ofSecond = api.Second.Token(FakeIssuerApi.Audience);
        foreach (string path in new[] { "/both", "/both" })
        {
            Assert.Null(await api.ReasonAsync(path, ofFirst.Sign(first)));
            Assert.Null(await api.ReasonAsync(path, ofSecond.Sign(second)));
            Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(path, ofFirst.Sign(second)));
            Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(path, ofSecond.Sign(first)));
        }
    }

    [Fact]
    public async Task Rejects_AKeyThatOnlyTheOtherIssuerPublishes()
    {
        using var api = new FakeIssuerApi();
        await api.Authorizer.WarmUpAsync();
        Assert.Null(await api.ReasonAsync("/both", api.Second.Mint(FakeIssuerApi.Audience)));

        Assert.Equal(
            RefusalReason.KeyUnknown, await api.ReasonAsync("/both", api.First.Token(FakeIssuerApi.Audience).Sign(api.Second.CurrentKey)));
    }

    [Fact]
    public async Task Rejects_AnIssuer_ThatAnotherAuthorizerTrusts()
    {
        using var api = new FakeIssuerApi();
        string token = api.Second.Mint(FakeIssuerApi.Audience);

        Assert.Null(await api.ReasonAsync("/second", token));
        Assert.Equal(RefusalReason.IssuerMismatch, await api.ReasonAsync("/first", token));
        Assert.Equal(0, api.First.DiscoveryRequests);
    }

    [Fact]
    public async Task Rejects_TheAudience_ThatBelongsToTheOtherIssuersEntry()
    {
        using var api = new FakeIssuerApi(self => self.Define() with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["first"] = new() { JwtConfiguration = [FakeIssuerApi.Trust(self.First, "a")] },
                ["second"] = new() { JwtConfiguration = [FakeIssuerApi.Trust(self.Second, "b")] },
                ["both"] = new() { JwtConfiguration = [FakeIssuerApi.Trust(self.First, "a"), FakeIssuerApi.Trust(self.Second, "b")] },
            },
        });

        Assert.Null(await api.ReasonAsync("/both", api.First.Mint("a")));
        Assert.Null(await api.ReasonAsync("/both", api.Second.Mint("b")));
        Assert.Equal(RefusalReason.AudienceMismatch, await api.ReasonAsync("/both", api.First.Mint("b")));
        Assert.Equal(RefusalReason.AudienceMismatch, await api.ReasonAsync("/both", api.Second.Mint("a")));
    }
}
