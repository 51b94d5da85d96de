using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Principals;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Tests.Authentication;

public sealed class TicketItemsTests
{
    private readonly FakeIssuer _issuer = new();

    [Fact]
    public async Task Reads_AsJwtBearersItemsDo()
    {
        string text = _issuer.Mint("api");
        TokenIdentity identity = await VerifyAsync(text);
        AuthenticationProperties expected = new() { ExpiresUtc = identity.Token.ExpiresAt, IssuedUtc = identity.Token.NotBefore };
        expected.StoreTokens([new AuthenticationToken { Name = "access_token", Value = text }]);

        AuthenticationProperties properties = new(new TicketItems(identity, savesToken: true));

        Assert.Equal(text, properties.GetTokenValue("access_token"));
        Assert.Equal(expected.ExpiresUtc, properties.ExpiresUtc);
        Assert.Equal(expected.Items.OrderBy(item => item.Key), properties.Items.OrderBy(item => item.Key));
    }

    [Fact]
    public async Task OmitsTheToken_WhenItIsNotSaved()
    {
        AuthenticationProperties properties = new(new TicketItems(await VerifyAsync(_issuer.Mint("api")), savesToken: false));

        Assert.Null(properties.GetTokenValue("access_token"));
        Assert.NotNull(properties.ExpiresUtc);
    }

    [Fact]
    public async Task Keeps_ItemsWrittenLater()
    {
        TicketItems items = new(await VerifyAsync(_issuer.Mint("api")), savesToken: true);
        int count = items.Count;

        items.Add("a", "1");
        items.Add(KeyValuePair.Create("b", (string?)"2"));
        items["c"] = null;

        Assert.Equal(count + 3, items.Count);
        Assert.True(items["a"] == "1" && items["b"] == "2" && items["c"] is null);
        Assert.True(items.ContainsKey("b") && items.Contains(KeyValuePair.Create("a", (string?)"1")) && !items.IsReadOnly);
        Assert.True(items.Remove("a") && items.Remove(KeyValuePair.Create("b", (string?)"2")));
        Assert.False(items.TryGetValue("a", out _));
        Assert.Equal(items.Keys.Count, items.Values.Count);
        KeyValuePair<string, string?>[] copy = new KeyValuePair<string, string?>[items.Count];
        items.CopyTo(copy, 0);
        Assert.Equal(items, copy);
        items.Clear();
        Assert.Empty(items);
    }

    private async Task<TokenIdentity> VerifyAsync(string text)
    {
        using ApiAuthorizer authorizer = new(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /", "idp").Build(),
            new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        AuthorizationDecision decision =
            await authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/", HeaderSource.Authorization("Bearer " + text)));
        ClaimsReader claims = new(new TokenValidationParameters(), mapsInboundClaims: false);
        return new TokenIdentity(decision.Token!, decision.PresentedToken!.Value, claims);
    }
}
