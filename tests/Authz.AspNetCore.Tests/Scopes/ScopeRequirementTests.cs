using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Scopes;

public sealed class ScopeRequirementTests
{
    [Theory]
    [InlineData("of any", false, "a x", true)]
    [InlineData("none of any", false, "x", false)]
    [InlineData("all", true, "b a", true)]
    [InlineData("one of all", true, "a", false)]
    public async Task Decides_WithoutOtherServices(string description, bool asksForAll, string scope, bool isMet)
    {
        ScopeRequirement requirement = asksForAll ? ScopeRequirement.AllOf("a", "b") : ScopeRequirement.AnyOf("a", "b");

        Assert.True(isMet == await IsMetAsync(requirement, scope, "Bearer"), description);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rejects_Everybody_WhenItNamesNoScope(bool asksForAll) =>
        Assert.False(await IsMetAsync(asksForAll ? ScopeRequirement.AllOf() : ScopeRequirement.AnyOf(), "a", "Bearer"));

    [Theory]
    [InlineData("two in one", "pets:read pets:admin")]
    [InlineData("empty", "")]
    [InlineData("null, which would leave the others to be asked for", null)]
    [InlineData("white space", " ")]
    [InlineData("a quote, which no challenge can hold", "a\"b")]
    [InlineData("beyond ASCII", "ä")]
    public void Rejects_TextThatIsNotAScope(string description, string? scope)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ScopeRequirement.AllOf("a", scope!));
        Assert.True(
            exception.Message.StartsWith($"'{scope}' is not a scope. Name each scope separately", StringComparison.Ordinal), description);
        Assert.Throws<ArgumentException>(() => new RequireScopeAttribute("a", scope!));
        Assert.Throws<ArgumentException>(() => new RequireAllScopesAttribute("a", scope!));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Decides_ByOneIdentity_NotByTwoCombined(bool asksForAll, bool isMet)
    {
        ScopeRequirement requirement = asksForAll ? ScopeRequirement.AllOf("a", "b") : ScopeRequirement.AnyOf("a", "b");
        ClaimsPrincipal user = new(
            [new ClaimsIdentity([new Claim("scope", "a")], "one"), new ClaimsIdentity([new Claim("scope", "b")], "two")]);

        Assert.Equal(isMet, await IsMetAsync(requirement, user));
    }

    [Fact]
    public async Task Rejects_AnIdentityThatIsNotAuthenticated() =>
        Assert.False(await IsMetAsync(ScopeRequirement.AnyOf("a"), "a", authenticationType: null));

    [Fact]
    public void HasScopes_ThatNobodyCanChange() =>
        Assert.Throws<NotSupportedException>(() => ((IList<string>)ScopeRequirement.AnyOf("a").Scopes)[0] = "b");

    private static Task<bool> IsMetAsync(ScopeRequirement requirement, string scope, string? authenticationType) =>
        IsMetAsync(requirement, new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", scope)], authenticationType)));

    private static async Task<bool> IsMetAsync(ScopeRequirement requirement, ClaimsPrincipal user)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddAuthorizationCore().BuildServiceProvider();
        return (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, null, [requirement])).Succeeded;
    }
}
