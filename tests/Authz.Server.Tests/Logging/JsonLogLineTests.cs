using Authz.Server.Logging;

namespace Authz.Server.Tests.Logging;

public sealed class JsonLogLineTests
{
    private static readonly DateTimeOffset s_time = new(2026, 1, 2, 5, 4, 5, 678, TimeSpan.FromHours(2));

    [Fact]
    public void Writes_AnEvent() => Assert.Equal(
        """{"time":"2026-01-02T03:04:05.678Z","level":"warning","source":"authz","message":"a \u0022b\u0022\n","event":401,"exception":"x"}""",
        JsonLogLine.Of(s_time, LogLevels.Warning, "authz", "a \"b\"\n", 401, "x"));

    [Theory]
    [InlineData("""{"status":200}""", "\"entry\":{\"status\":200}")]
    [InlineData("GET / 200", "\"message\":\"GET / 200\"")]
    [InlineData("""{"status":-}""", "\"message\":\"{\\u0022status\\u0022:-}\"")]
    [InlineData("[1]", "\"message\":\"[1]\"")]
    public void Writes_ALineOfAnAccessLog(string line, string expected) => Assert.Equal(
        $$"""{"time":"2026-01-02T03:04:05.678Z","level":"information","source":"access_log",{{expected}}}""", JsonLogLine.OfAccess(s_time, line));

    [Theory]
    [InlineData("warning: w", "warning", "w")]
    [InlineData("note: n", "information", "n")]
    [InlineData("error: e", "error", "e")]
    [InlineData("anything else", "error", "anything else")]
    public void Splits_TheLevelOff(string line, string level, string message) => Assert.Equal((level, message), LogLevels.Split(line));
}
