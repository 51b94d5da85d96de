using Authz.Server.Commands;
using Authz.Server.Demo;

namespace Authz.Server.Tests.Demo;

public sealed class DemoRunTests
{
    [Fact]
    public async Task Once_PrintsEveryDecisionAndExitsWith0()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("demo", "--once");

        Assert.Equal((0, string.Empty), (exit, error));
        foreach ((string name, DemoExpectation expectation) in DemoRun.ReadExpectations())
        {
            string row = output.Split('\n').Single(line => line.Contains($" {name}  ", StringComparison.Ordinal));
            Assert.Contains($"{expectation.Status}", row, StringComparison.Ordinal);
            Assert.Contains(expectation.Reason ?? string.Empty, row, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("another status", "token in order", 403, null, "token in order: expected 403 , got 200")]
    [InlineData("another reason", "expired", 401, "token_missing", "expired: expected 401 token_missing, got 401 token_expired")]
    [InlineData("a request never sent", "nothing", 200, null, "nothing: expected, but no such request was sent.")]
    public async Task Rejects_FailedExpectations(string description, string name, int status, string? reason, string surprise)
    {
        Assert.NotEmpty(description);
        Dictionary<string, DemoExpectation> expectations = DemoRun.ReadExpectations();
        expectations[name] = new DemoExpectation(status, reason);
        using StringWriter error = new();

        Assert.Equal(1, await DemoCommand.RunAsync(expectations, once: true, new CommandConsole(TextWriter.Null, error), CancellationToken.None));
        Assert.Contains($"authz: surprise: {surprise}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_ARequestWithoutAnExpectation()
    {
        Dictionary<string, DemoExpectation> expectations = DemoRun.ReadExpectations();
        expectations.Remove("alg none");
        using StringWriter error = new();

        Assert.Equal(1, await DemoCommand.RunAsync(expectations, once: true, new CommandConsole(TextWriter.Null, error), CancellationToken.None));
        Assert.Contains("authz: surprise: alg none: sent, but nothing is expected of it.", error.ToString(), StringComparison.Ordinal);
    }
}
