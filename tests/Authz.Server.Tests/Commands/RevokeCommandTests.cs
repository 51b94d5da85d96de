using Authz.Redis.Tests;

namespace Authz.Server.Tests.Commands;

public sealed class RevokeCommandTests : IDisposable
{
    private readonly string _secret = Path.GetTempFileName();

    public RevokeCommandTests() => File.WriteAllText(_secret, "a secret of the fleet, long enough for a test");

    public void Dispose() => File.Delete(_secret);

    [SkippableTheory]
    [InlineData("--jti", "4711")]
    [InlineData("--sid", "session")]
    [InlineData("--sub", "alice", "--issued-before", "2027-01-15T08:00:00Z")]
    public async Task Revokes_AndSaysUntilWhen(params string[] claim)
    {
        using RedisServer server = RedisServer.Start();
        (int exit, string output, string error) = await RevokeAsync(server.Url, [.. claim, "--for", "90m"]);

        Assert.Equal((0, ""), (exit, error));
        Assert.Matches("^revoked until [0-9T:-]+Z; 0 connections were told. Only the store has it: revoke again once a replica runs, if the store may lose it before.\n$", output);
    }

    [Fact]
    public async Task Fails_WithoutTheStore_AndSaysSo()
    {
        (int exit, string output, string error) = await RevokeAsync("redis://127.0.0.1:1", "--jti", "4711");

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("authz: not revoked, as far as is known: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_WithASecretThatIsTooShort()
    {
        await File.WriteAllTextAsync(_secret, "short");
        (int exit, string output, string error) = await RevokeAsync("redis://127.0.0.1:1", "--jti", "4711");

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("authz: the fleet cannot be joined: Line 1 of the fleet secret has fewer than 32 characters.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exactly one of --jti, --sid and --sub")]
    [InlineData("exactly one of --jti, --sid and --sub", "--jti", "a", "--sub", "b")]
    [InlineData("--issued-before is for --sub", "--jti", "a", "--issued-before", "0")]
    [InlineData("--for 'soon' is not a duration", "--jti", "a", "--for", "soon")]
    [InlineData("--for '0s' is not a duration", "--jti", "a", "--for", "0s")]
    public async Task Refuses_AnotherUse(string problem, params string[] arguments)
    {
        (int exit, string output, string error) = await RevokeAsync("redis://127.0.0.1:1", arguments);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ToGuessTheStore()
    {
        (int exit, _, string error) = await RunningCommand.RunAsync("revoke", "--issuer", "https://id.example.com/", "--jti", "a");

        Assert.Equal(2, exit);
        Assert.Contains("revoke needs --redis URL and --fleet-secret FILE.", error, StringComparison.Ordinal);
    }

    private Task<(int Exit, string Output, string Error)> RevokeAsync(string url, params string[] arguments) => RunningCommand.RunAsync(
        ["revoke", "--redis", url, "--fleet-secret", _secret, "--issuer", "https://id.example.com/", .. arguments]);
}
