using Authz.Scopes;
using Authz.Tests.Tokens;

namespace Authz.Tests.Scopes;

public sealed class RouteScopesTests
{
    [Theory]
    [InlineData("nothing asked", "", "", "")]
    [InlineData("nothing asked, something had", "", "", "a")]
    [InlineData("any, first", "a b", "", "a")]
    [InlineData("any, last", "a b", "", "x b")]
    [InlineData("all", "", "a b", "b a")]
    [InlineData("all and any", "c d", "a b", "b d a")]
    [InlineData("any is among all", "a", "a b", "a b")]
    public void Accepts_SufficientScopes(string description, string anyOf, string allOf, string token) =>
        Assert.True(AreMet(anyOf, allOf, token), description);

    [Theory]
    [InlineData("any of two, neither", "a b", "", "c")]
    [InlineData("any, nothing had", "a", "", "")]
    [InlineData("all, first lacking", "", "a b", "b")]
    [InlineData("all, last lacking", "", "a b", "a")]
    [InlineData("all met, any lacking", "c", "a b", "a b")]
    [InlineData("any met, all lacking", "c", "a b", "c a")]
    public void Rejects_InsufficientScopes(string description, string anyOf, string allOf, string token) =>
        Assert.False(AreMet(anyOf, allOf, token), description);

    [Theory]
    [InlineData("nothing asked", "", "", "", "")]
    [InlineData("any", "a b", "", "a", "a b")]
    [InlineData("all", "", "a b", "a b", "a b")]
    [InlineData("all and any", "c d", "a b", "a b c", "c d a b")]
    [InlineData("any is among all already", "x a", "a b", "a b", "x a b")]
    [InlineData("repeated", "", "a a", "a", "a")]
    public void Names_TheSmallestSufficientSet_AndEveryScope(
        string description, string anyOf, string allOf, string sufficient, string listed)
    {
        RouteScopes scopes = Build(anyOf, allOf);
        Assert.Equal((description, sufficient, listed), (description, scopes.Sufficient, scopes.Listed));
    }

    [Theory]
    [InlineData("a b", "")]
    [InlineData("", "a b")]
    [InlineData("c d", "a b")]
    [InlineData("x a", "a b")]
    public void Accepts_TheSetThatItNames(string anyOf, string allOf) => Assert.True(AreMet(anyOf, allOf, Build(anyOf, allOf).Sufficient));

    private static RouteScopes Build(string anyOf, string allOf) => new(Split(anyOf), Split(allOf));

    private static string[] Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool AreMet(string anyOf, string allOf, string token)
    {
        var payload = new PayloadReading($$"""{"scope":"{{token}}"}""").Payload.AfterSignature();
        return Build(anyOf, allOf).AreMetBy(new TokenScopes(payload.Text, payload.Scopes));
    }
}
