using System.Text.Json;
using Authz.Claims;

namespace Authz.Tests.Claims;

public sealed class AwsClaimFormatTests
{
    [Theory]
    [InlineData("string", "\"abc\"", "abc")]
    [InlineData("string with escapes", "\"a\\\"\\u00e9\"", "a\"é")]
    [InlineData("whole number, without an exponent", "1785675600", "1785675600")]
    [InlineData("large whole number, digit by digit", "12345678901234567890123", "12345678901234567890123")]
    [InlineData("negative number", "-5", "-5")]
    [InlineData("fraction", "1.5", "1.5")]
    [InlineData("fraction of zero", "2.0", "2")]
    [InlineData("exponent", "1e3", "1000")]
    [InlineData("exponent in capitals", "1E3", "1000")]
    [InlineData("true", "true", "true")]
    [InlineData("false", "false", "false")]
    [InlineData("array", """["admin","poweruser"]""", "[admin poweruser]")]
    [InlineData("array whose elements cannot be told apart again", """["a b"]""", "[a b]")]
    [InlineData("empty array", "[]", "[]")]
    [InlineData("array of anything", """[1,true,null,"a",[2]]""", "[1 true <nil> a [2]]")]
    [InlineData("object", """{"roles":["admin"]}""", "map[roles:[admin]]")]
    [InlineData("object in the order of its keys", """{"b":1,"a":2}""", "map[a:2 b:1]")]
    [InlineData("empty object", "{}", "map[]")]
    public void Formats_AsTheServiceDoes(string description, string value, string expected) =>
        Assert.Equal((description, expected), (description, Format($$"""{"claim":{{value}}}""")["claim"]));

    [Fact]
    public void Omits_Null() => Assert.Equal(["a"], Format("""{"a":"1","b":null}""").Keys);

    [Fact]
    public void Keeps_NamesThatDifferInCase() => Assert.Equal(["a", "A"], Format("""{"a":"1","A":"2"}""").Keys);

    private static IReadOnlyDictionary<string, string> Format(string json) => AwsClaimFormat.Format(JsonElement.Parse(json));
}
