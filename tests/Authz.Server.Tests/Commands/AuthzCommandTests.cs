namespace Authz.Server.Tests.Commands;

public sealed class AuthzCommandTests
{
    [Theory]
    [InlineData("no command", "Required command was not provided.")]
    [InlineData("unknown command", "'nope'", "nope")]
    [InlineData("serve without anything", "serve needs a DEFINITION", "serve")]
    [InlineData("address that is none", "is not an http or https URL.", "serve", "x.json", "--listen", "here")]
    [InlineData("TLS", "is not plain http", "serve", "x.json", "--listen", "https://127.0.0.1:1")]
    [InlineData("host name to listen on", "listen on an IP address or localhost.", "serve", "x.json", "--listen", "http://pets.example:1")]
    [InlineData("path to listen on", "has a path", "serve", "x.json", "--listen", "http://127.0.0.1:1/x")]
    [InlineData("target that is none", "is not an http or https URL.", "serve", "--target", "ftp://127.0.0.1/")]
    [InlineData("issuer beyond loopback", "is not a loopback address", "issuer", "--listen", "http://0.0.0.0:1")]
    [InlineData("token without issuer", "'--issuer' is required", "token", "--audience", "a")]
    [InlineData("token without audience", "'--audience' is required", "token", "--issuer", "http://127.0.0.1:1")]
    [InlineData("malformed claim", "--claim 'x' is neither", "token", "--issuer", "http://127.0.0.1:1", "--audience", "a", "--claim", "x")]
    [InlineData(
        "malformed lifetime", "--expires-in 'soon' is not a duration", "token", "--issuer", "http://127.0.0.1:1", "--audience", "a",
        "--expires-in", "soon")]
    public async Task Rejects_WrongUsageWith2(string description, string problem, params string[] args)
    {
        Assert.NotEmpty(description);
        (int exit, string output, string error) = await RunningCommand.RunAsync(args);

        Assert.Equal((2, string.Empty), (exit, output));
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_IsAResult()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("--help");

        Assert.Equal((0, string.Empty), (exit, error));
        Assert.All(["demo", "serve", "issuer", "token"], command => Assert.Contains(command, output, StringComparison.Ordinal));
    }
}
