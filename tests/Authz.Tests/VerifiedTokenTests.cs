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

    private async Task<VerifiedToken> VerifyAsync(string scopes)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "pets-api").AddRoute("GET /pets", "idp").Build();
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization("Bearer " + _issuer.Mint("pets-api", scopes))));
        return decision.Token!;
    }
}
