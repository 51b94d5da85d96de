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
    public async Task Decides_WithoutAnythingElseRegistered(string description, bool asksForAll, string scope, bool isMet)
    {
        ScopeRequirement requirement = asksForAll ? ScopeRequirement.AllOf("a", "b") : ScopeRequirement.AnyOf("a", "b");

        Assert.True(isMet == await IsMetAsync(requirement, scope, "Bearer"), description);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rejects_Everybody_WhereItNamesNoScope(bool asksForAll) =>
        Assert.False(await IsMetAsync(asksForAll ? ScopeRequirement.AllOf() : ScopeRequirement.AnyOf(" "), "a", "Bearer"));

    [Fact]
    public async Task Rejects_AnIdentityThatIsNotAuthenticated() =>
        Assert.False(await IsMetAsync(ScopeRequirement.AnyOf("a"), "a", authenticationType: null));

    [Fact]
    public void HasScopes_ThatNobodyCanChange() =>
        Assert.Throws<NotSupportedException>(() => ((IList<string>)ScopeRequirement.AnyOf("a").Scopes)[0] = "b");

    private static async Task<bool> IsMetAsync(ScopeRequirement requirement, string scope, string? authenticationType)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddAuthorizationCore().BuildServiceProvider();
        ClaimsPrincipal user = new(new ClaimsIdentity([new Claim("scope", scope)], authenticationType));
        return (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, null, [requirement])).Succeeded;
    }
}
