using Authz.Remembering;
using Authz.Testing;
using Authz.Tests.Remembering;
using Authz.Verification;

namespace Authz.Tests.Verification;

public sealed class TokenVerifierTests
{
    private const long Plenty = 1 << 20;

    [Fact]
    public void Recalls_AToken_WhileItsKeyIsInForce()
    {
        using TestVerifiedTokens tokens = new();
        var remembered = new RememberedTokens(Plenty);
        TokenVerifier verifier = tokens.AnotherVerifier(remembered);
        VerifiedToken token = remembered.Add(TestVerifiedTokens.Text("a"), verifier, tokens.Make("a"), TestApi.Now);

        Assert.Same(token, verifier.Recall(TestVerifiedTokens.Text("a"), TestApi.Now));
        Assert.Null(verifier.Recall(TestVerifiedTokens.Text("b"), TestApi.Now));
    }

    [Fact]
    public void Recalls_NoToken_WhoseKeyWasWithdrawn()
    {
        using TestVerifiedTokens tokens = new();
        var remembered = new RememberedTokens(Plenty);
        TokenVerifier verifier = tokens.AnotherVerifier(remembered);
        remembered.Add(TestVerifiedTokens.Text("a"), verifier, tokens.Make("a"), TestApi.Now);
        tokens.WithdrawKey();

        Assert.Null(verifier.Recall(TestVerifiedTokens.Text("a"), TestApi.Now));
    }

    [Fact]
    public async Task Accepts_TokensOfOneHeader_OneAfterTheOther()
    {
        using TestApi api = new();
        foreach (string subject in (string[])["a", "b", "c"])
        {
            Assert.Null(await api.ReasonAsync(TestApi.Token().With("sub", subject).Sign(TestKeys.For("ES256"))));
        }
    }

    [Theory]
    [InlineData("iss", RefusalReason.ClaimMissing)]
    [InlineData("aud", RefusalReason.ClaimMissing)]
    [InlineData("exp", RefusalReason.ClaimMissing)]
    public async Task Rejects_ATokenWithoutARequiredMember(string claim, RefusalReason expected)
    {
        using TestApi api = new();

        Assert.Equal((claim, expected), (claim, await api.ReasonAsync(TestApi.Token().Without(claim).Sign(TestKeys.For("ES256")))));
    }

    [Fact]
    public async Task Rejects_AClientId_WhenNeitherItNorAnAudienceFits()
    {
        using TestApi api = new();
        string token = TestApi.Token().Without("aud").With("client_id", "another").Sign(TestKeys.For("ES256"));

        Assert.Equal(RefusalReason.AudienceMismatch, await api.ReasonAsync(token));
    }

    [Fact]
    public async Task Rejects_AnAlgorithmThatTheNamedKeyIsNotFor()
    {
        using TestApi api = new();
        SigningKey named = TestKeys.For("RS256");
        string token = TestApi.Token().WithHeader("kid", named.KeyId).Sign(TestKeys.For("ES256"));

        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(token));
    }

    [Fact]
    public async Task Accepts_TheLongestToken_AndNoLongerOne()
    {
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));
        using TestApi exact = new(authorizer: idp => idp with { MaximumTokenLength = token.Length });
        using TestApi shorter = new(authorizer: idp => idp with { MaximumTokenLength = token.Length - 1 });

        Assert.Null(await exact.ReasonAsync(token));
        Assert.Equal(RefusalReason.TokenTooLarge, await shorter.ReasonAsync(token));
    }
}
