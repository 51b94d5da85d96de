using System.Text;
using Authz.Scopes;
using Authz.Tests.Tokens;

namespace Authz.Tests.Scopes;

public sealed class TokenScopesTests
{
    [Theory]
    [InlineData("alone", """{"scope":"read"}""")]
    [InlineData("first", """{"scope":"read write"}""")]
    [InlineData("last", """{"scope":"write read"}""")]
    [InlineData("between several spaces", """{"scope":"  write   read  "}""")]
    [InlineData("escaped", """{"scope":"write \u0072ead"}""")]
    [InlineData("escaped separator", """{"scope":"write\u0020read"}""")]
    [InlineData("array", """{"scope":["write","read"]}""")]
    [InlineData("array with escapes", """{"scope":["write","\u0072ead"]}""")]
    [InlineData("scp", """{"scp":"read"}""")]
    [InlineData("scp as an array", """{"scp":["write","read"]}""")]
    [InlineData("scp decides where both are there", """{"scope":"write","scp":"read"}""")]
    public void Accepts_AScopeOfTheToken(string description, string json) => Assert.True(Contains(json, "read"), description);

    [Theory]
    [InlineData("no claim", "{}")]
    [InlineData("empty string", """{"scope":""}""")]
    [InlineData("empty array", """{"scope":[]}""")]
    [InlineData("other case", """{"scope":"Read"}""")]
    [InlineData("prefix", """{"scope":"rea"}""")]
    [InlineData("longer", """{"scope":"readwrite"}""")]
    [InlineData("end of another", """{"scope":"bread"}""")]
    [InlineData("separated by a tab", """{"scope":"write\tread"}""")]
    [InlineData("separated by a line feed", """{"scope":"write\nread"}""")]
    [InlineData("separated by a comma", """{"scope":"write,read"}""")]
    [InlineData("separated by a no-break space", """{"scope":"write\u00a0read"}""")]
    [InlineData("inside one element of an array", """{"scope":["write read"]}""")]
    [InlineData("escaped character of another scope", """{"scope":"\u0052ead"}""")]
    [InlineData("escaped character of another scope in an array", """{"scope":["\u0052ead"]}""")]
    [InlineData("scope is not asked where scp is there", """{"scope":"read","scp":"write"}""")]
    [InlineData("scope is not asked where scp is empty", """{"scope":"read","scp":[]}""")]
    public void Rejects_AScopeMissingInTheToken(string description, string json) => Assert.False(Contains(json, "read"), description);

    [Theory]
    [InlineData("string", """{"scope":"b  a \u0063"}""", new[] { "b", "a", "c" })]
    [InlineData("array", """{"scp":["b","a b"]}""", new[] { "b", "a b" })]
    [InlineData("none", "{}", new string[0])]
    public void Lists_TheScopes_InTheTokensOrder(string description, string json, string[] expected)
    {
        var payload = new PayloadReading(json).Payload.AfterSignature();
        IReadOnlyList<string> scopes = new TokenScopes(payload.Text, payload.Scopes).ToList();
        Assert.Equal((description, string.Join('|', expected)), (description, string.Join('|', scopes)));
    }

    private static bool Contains(string json, string scope)
    {
        var reading = new PayloadReading(json);
        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        var payload = reading.Payload.AfterSignature();
        return new TokenScopes(payload.Text, payload.Scopes).Contains(Encoding.UTF8.GetBytes(scope));
    }
}
