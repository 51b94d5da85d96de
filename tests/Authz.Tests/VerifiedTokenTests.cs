using System.Text.Json;
using Authz.Testing;

namespace Authz.Tests;

public sealed class VerifiedTokenTests
{
    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData("the first of several", "pets:read", true)]
    [InlineData("the last of several", "pets:write", true)]
    [InlineData("part of a scope", "pets", false)]
    [InlineData("another case", "Pets:read", false)]
    [InlineData("two scopes at once", "pets:read pets:write", false)]
    [InlineData("none, although two spaces in a row enclose nothing", "", false)]
    public async Task Finds_AScopeByItsExactText(string description, string scope, bool isFound)
    {
        VerifiedToken token = await VerifyAsync("pets:read  pets:write");

        Assert.True(isFound == token.HasScope(scope), description);
    }

    [Fact]
    public async Task Finds_AScopeOfAnyLength()
    {
        string scope = new('s', 300);
        VerifiedToken token = await VerifyAsync(scope);

        Assert.True(token.HasScope(scope));
        Assert.False(token.HasScope(scope + "s"));
    }

    [Fact]
    public async Task Shows_WhatTheIssuerSigned()
    {
        DateTimeOffset second = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        VerifiedToken token = await VerifyAsync(_issuer.Token("pets-api")
            .With("sub", "Zo\u00EB").With("iat", second).With("nbf", second.AddSeconds(-1)).With("exp", second.AddHours(1)));

        Assert.Equal((_issuer.Issuer, "Zo\u00EB"), (token.Issuer, token.Subject));
        Assert.Equal((_issuer.CurrentKey.KeyId, _issuer.CurrentKey.Algorithm), (token.KeyId, token.Algorithm));
        Assert.Equal((second, second.AddSeconds(-1), second.AddHours(1)), (token.IssuedAt, token.NotBefore, token.ExpiresAt));
        Assert.Equal("pets-api", JsonElement.Parse(token.Payload.Span).GetProperty("aud").GetString());
        Assert.Equal("pets-api", token.ToAwsClaims()["aud"]);
    }

    [Fact]
    public async Task Shows_Nothing_ForAnEmptyToken()
    {
        VerifiedToken token = await VerifyAsync(_issuer.Token("pets-api").Without("sub").Without("iat").Without("nbf").Without("scope"));

        Assert.Equal((null, null, null), (token.Subject, token.IssuedAt, token.NotBefore));
        Assert.Empty(token.Scopes);
    }

    private Task<VerifiedToken> VerifyAsync(string scopes) => VerifyAsync(_issuer.Token("pets-api").With("scope", scopes));

    private async Task<VerifiedToken> VerifyAsync(TestToken unsigned)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "pets-api").AddRoute("GET /pets", "idp").Build();
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization("Bearer " + unsigned.Sign(_issuer.CurrentKey))));
        return decision.Token!;
    }
}
