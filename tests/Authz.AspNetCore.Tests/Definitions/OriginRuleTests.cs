using Authz.AspNetCore.Definitions;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class OriginRuleTests
{
    private const string App = "https://app.example.com";

    [Theory]
    [InlineData("named", App, App, App)]
    [InlineData("named, another port", App, App + ":8443", null)]
    [InlineData("named, another case", App, "https://APP.example.com", null)]
    [InlineData("named, a longer host", App, App + ".attacker.example", null)]
    [InlineData("any", "*", "https://é.example", "*")]
    [InlineData("any of a scheme", "http://*", "http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("any of another scheme", "http://*", App, null)]
    [InlineData("not ASCII", "https://*", "https://é.example", null)]
    [InlineData("the wildcard itself", "https://*", "https://*", null)]
    [InlineData("empty", "*", "", null)]
    [InlineData("of no page", "https://*", "null", null)]
    public void Tells_AllowedOrigins_FromOthers(string description, string rule, string origin, string? expected) =>
        Assert.Equal((description, expected), (description, new OriginRule([rule]).Allow(origin)));

    [Fact]
    public void Rejects_SeveralOrigins() => Assert.Null(new OriginRule(["*"]).Allow(new([App, App])));
}
