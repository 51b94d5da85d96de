namespace Authz.Tests;

public sealed class PresentedTokenTests
{
    private const long Remembering = 1 << 20;

    [Theory]
    [InlineData("never remembered", 0)]
    [InlineData("remembered", Remembering)]
    public async Task Gives_TheCharacters_OfAnAcceptedToken(string description, long rememberedTokenBytes)
    {
        using var api = new TestApi(rememberedTokenBytes: rememberedTokenBytes);
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));

        // Twice, so that the second is of a remembered token.
        AssertPresents(description, token, await api.DecideAsync(token), reason: null);
        AssertPresents(description, token, await api.DecideAsync(token), reason: null);
    }

    [Fact]
    public async Task Gives_TheCharacters_OfARefusedToken()
    {
        using var api = new TestApi(rememberedTokenBytes: Remembering, route: route => route with { AuthorizationScopes = ["write"] });
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));

        AssertPresents("first", token, await api.DecideAsync(token), RefusalReason.ScopeMissing);
        AssertPresents("remembered", token, await api.DecideAsync(token), RefusalReason.ScopeMissing);
        AssertPresents("no token at all", "a.b", await api.DecideAsync("a.b"), RefusalReason.TokenMalformed);
        AssertPresents("not ASCII", "a.é.c", await api.DecideAsync("a.é.c"), RefusalReason.TokenMalformed);
        api.Time.Advance(TimeSpan.FromHours(2));
        AssertPresents("expired", token, await api.DecideAsync(token), RefusalReason.TokenExpired);
    }

    [Theory]
    [InlineData("no header", null, RefusalReason.TokenMissing)]
    [InlineData("another scheme", "Basic dXNlcjpwYXNz", RefusalReason.TokenMissing)]
    [InlineData("two tokens", "Bearer a.b.c, Bearer d.e.f", RefusalReason.CredentialsAmbiguous)]
    [InlineData("too long to be looked at", "Bearer {long}", RefusalReason.TokenTooLarge)]
    public void Gives_Nothing_IfNoTokenWasLookedAt(string description, string? header, RefusalReason reason)
    {
        using var api = new TestApi(authorizer: idp => idp with { MaximumTokenLength = 256 });
        string? sent = header?.Replace("{long}", new string('a', 257), StringComparison.Ordinal);
        AuthorizationDecision decision = api.Authorizer.Authorize(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(sent)));

        Assert.Equal((description, reason, false), (description, decision.Reason, decision.PresentedToken.HasValue));
    }

    [Fact]
    public void Gives_Nothing_OnAnOpenRoute()
    {
        ApiDefinition definition = new ApiDefinitionBuilder().AddOpenRoute("GET /").Build();
        using ApiAuthorizer authorizer = new(definition);
        AuthorizationDecision decision = authorizer.Authorize(
            new AuthorizationRequest("GET", "/", HeaderSource.Authorization("Bearer a.b.c")));

        Assert.True(decision.IsAllowed);
        Assert.Null(decision.PresentedToken);
        Assert.Null(default(AuthorizationDecision).PresentedToken);
    }

    [Fact]
    public void Gives_NoCharacters_FromTheZeroValue()
    {
        PresentedToken presented = default;

        Assert.True(presented.Characters.IsEmpty);
        Assert.Equal(default, presented.Source);
    }

    [Fact]
    public async Task Gives_NoToken_AsText()
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));
        AuthorizationDecision decision = await api.DecideAsync(token);

        Assert.Equal($"$request.header.Authorization, {token.Length} characters", decision.PresentedToken.ToString());
    }

    [Fact]
    public void Gives_Characters_WithoutAllocation()
    {
        using var api = new TestApi(rememberedTokenBytes: Remembering);
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));
        AuthorizationRequest request = TestApi.Request(token);
        Read();

        Assert.Equal(0, AllocatedBytes.Of(Read));

        void Read() => Assert.True(api.Authorizer.Authorize(request).PresentedToken is { } presented
            && presented.Characters.Length == token.Length && presented.Source.Kind == IdentitySourceKind.Header);
    }

    private static void AssertPresents(string description, string token, AuthorizationDecision decision, RefusalReason? reason)
    {
        Assert.Equal((description, reason), (description, decision.Reason));
        PresentedToken presented = Assert.NotNull(decision.PresentedToken);
        Assert.Equal((description, token), (description, presented.Characters.ToString()));
        Assert.Equal("$request.header.Authorization", presented.Source.ToString());
    }
}
