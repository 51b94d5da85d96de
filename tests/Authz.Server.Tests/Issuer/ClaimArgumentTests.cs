using System.Text.Json.Nodes;
using Authz.Server.Issuer;

namespace Authz.Server.Tests.Issuer;

public sealed class ClaimArgumentTests
{
    [Theory]
    [InlineData("a string", "team=red", "team", "\"red\"")]
    [InlineData("an empty string", "team=", "team", "\"\"")]
    [InlineData("a string that looks like JSON", "level=7", "level", "\"7\"")]
    [InlineData("a string with an equals sign", "a=b=c", "a", "\"b=c\"")]
    [InlineData("a string with a colon", "a=:b", "a", "\":b\"")]
    [InlineData("a URL as name", "https://a.example/b=c", "https://a.example/b", "\"c\"")]
    [InlineData("a number", "level:=7", "level", "7")]
    [InlineData("an array", "roles:=[\"a\",\"b\"]", "roles", "[\"a\",\"b\"]")]
    [InlineData("null", "x:=null", "x", "null")]
    public void Accepts_StringsAndJson(string description, string argument, string name, string json)
    {
        Assert.NotEmpty(description);
        Assert.True(ClaimArgument.TryParse(argument, out string actualName, out JsonNode? value));
        Assert.Equal((name, json), (actualName, value?.ToJsonString() ?? "null"));
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("no equals sign", "team")]
    [InlineData("no name", "=red")]
    [InlineData("no name before JSON", ":=1")]
    [InlineData("broken JSON", "a:={")]
    public void Rejects_InvalidClaims(string description, string? argument)
    {
        Assert.NotEmpty(description);
        Assert.False(ClaimArgument.TryParse(argument, out _, out _));
    }
}
