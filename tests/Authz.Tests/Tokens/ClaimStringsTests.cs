using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class ClaimStringsTests
{
    [Theory]
    [InlineData("string", "\"a\"", new[] { "a" })]
    [InlineData("empty string", "\"\"", new[] { "" })]
    [InlineData("string with escapes", "\"\\u0061\\\"]\"", new[] { "a\"]" })]
    [InlineData("array", "[\"a\",\"b\"]", new[] { "a", "b" })]
    [InlineData("array with white space", "[ \"a\" ,\n\"b\" ]", new[] { "a", "b" })]
    [InlineData("array of one", "[\"a\"]", new[] { "a" })]
    [InlineData("empty array", "[]", new string[0])]
    [InlineData("empty string in an array", "[\"\",\"b\"]", new[] { "", "b" })]
    [InlineData("quotes and brackets inside strings", "[\"a\\\"b\",\"]\",\"\\\\\",\"c\"]", new[] { "a\"b", "]", "\\", "c" })]
    public void Yields_EachString_InOrder(string description, string value, string[] expected)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"scope":{{value}},"x":"y"}""");
        var reading = new PayloadReading(json);
        Assert.Equal((description, RefusalReason.Undecided), (description, reading.Reason));

        List<string> strings = [];
        var values = new ClaimStrings(json, reading.Payload.AfterSignature().Scopes);
        while (values.MoveNext())
        {
            strings.Add(JsonText.ToText(values.Raw, values.IsEscaped));
        }

        Assert.Equal(expected, strings);
        Assert.False(values.MoveNext(), description);
    }

    [Fact]
    public void Yields_Nothing_ForAnAbsentClaim() => Assert.False(new ClaimStrings("{}"u8, default).MoveNext());
}
