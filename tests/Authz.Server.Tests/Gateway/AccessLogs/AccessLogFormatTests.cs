using System.Text.Json.Nodes;
using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Tests.Gateway.AccessLogs;

public sealed class AccessLogFormatTests
{
    private const string Hostile = "a\"},{\"b\\\r\n\u001b[31m\u2028é";

    private static readonly Dictionary<string, string> s_values = new()
    {
        ["status"] = "403",
        ["path"] = Hostile,
        ["requestTime"] = "01/Jan/2026:00:00:00 +0000",
    };

    [Theory]
    [InlineData("values", "$context.requestTime $context.status", "01/Jan/2026:00:00:00 +0000 403")]
    [InlineData("an unset one", "[$context.authorizer.error]", "[-]")]
    [InlineData("a sentence's end", "Status $context.status.", "Status 403.")]
    [InlineData("what is hostile", "\"$context.path\"", "\"a\\\"},{\\\"b\\\\\\x0d\\x0a\\x1b[31m\\xe2\\x80\\xa8\\xc3\\xa9\"")]
    [InlineData("lines", "a\n$context.status", "a 403")]
    [InlineData("no name", "$context.", "-")]
    public void Writes_ALine(string description, string format, string expected) =>
        Assert.Equal((description, expected), (description, AccessLogFormat.Compile(format).Write(s_values.GetValueOrDefault)));

    // Half a character would be no JSON.
    [Theory]
    [InlineData(0, 16 * 1024)]
    [InlineData(1, (16 * 1024) - 1)]
    public void Cuts_ALongValue_BetweenCharacters(int before, int expected)
    {
        string value = new string('a', before) + string.Concat(Enumerable.Repeat("\U0001F60A", 10_000));

        string line = AccessLogFormat.Compile("""{"value":"$context.path"}""").Write(_ => value);

        Assert.Equal(value[..expected], (string?)JsonNode.Parse(line)!["value"]);
    }

    [Fact]
    public void Writes_JsonThatCannotBeForged()
    {
        string line = AccessLogFormat.Compile(
            """{"status":$context.status,"path":"x $context.path","raw":$context.path,"none":"$context.none"}""")
            .Write(s_values.GetValueOrDefault);

        JsonObject json = JsonNode.Parse(line)!.AsObject();
        Assert.Equal(["status", "path", "raw", "none"], json.Select(member => member.Key));
        Assert.Equal(403, json["status"]!.GetValue<int>());
        Assert.Equal(
            ("x " + Hostile, Hostile, "-"),
            (json["path"]!.GetValue<string>(), json["raw"]!.GetValue<string>(), json["none"]!.GetValue<string>()));
        Assert.DoesNotContain('\n', line);
    }
}
