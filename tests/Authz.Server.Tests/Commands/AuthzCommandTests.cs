namespace Authz.Server.Tests.Commands;

public sealed class AuthzCommandTests
{
    [Theory]
    [InlineData("no command", "authz: Name a command.")]
    [InlineData("unknown command", "'nope'", "nope")]
    [InlineData("misspelled command", "authz: there is no command 'srve'. Did you mean 'serve'?", "srve")]
    [InlineData("misspelled option", "authz: serve has no '--lsiten'. Did you mean '--listen'?", "serve", "x.json", "--lsiten", "http://127.0.0.1:1")]
    [InlineData("misspelled option in an argument's place", "authz: serve has no '--lsiten'. Did you mean '--listen'?", "serve", "--lsiten", "x")]
    [InlineData("misspelled option alone", "authz: serve has no '--inspct'. Did you mean '--inspect'?", "serve", "--inspct")]
    [InlineData("every address", "--listen 'http://*:1' names no address; 0.0.0.0 stands for every one", "serve", "x.json", "--listen", "http://*:1")]
    [InlineData("misspelled value", "--format 'txet' is not one of text, json, sarif. Did you mean 'text'?", "check", "x.json", "--format", "txet")]
    [InlineData("foreign value", "--format 'xml' is not one of text, json, sarif.", "check", "x.json", "--format", "xml")]
    [InlineData("serve without anything", "serve needs a DEFINITION", "serve")]
    [InlineData("address that is none", "--listen '8080' is not an http or https URL, such as", "serve", "x.json", "--listen", "8080")]
    [InlineData("TLS", "'https://127.0.0.1:1' is not plain http; --kestrel FILE listens with TLS.", "serve", "x.json", "--listen", "https://127.0.0.1:1")]
    [InlineData("host name to listen on", "listen on an IP address or localhost.", "serve", "x.json", "--listen", "http://pets.example:1")]
    [InlineData("path to listen on", "has a path", "serve", "x.json", "--listen", "http://127.0.0.1:1/x")]
    [InlineData("TLS of the dev issuer", "is not plain http; end TLS in front", "issuer", "--listen", "https://127.0.0.1:1")]
    [InlineData("target that is none", "--target 'ftp://127.0.0.1/' is not an http or https URL", "serve", "--target", "ftp://127.0.0.1/")]
    [InlineData("target without a scheme", "--target '127.0.0.1:1' is not an http", "serve", "--target", "127.0.0.1:1")]
    [InlineData("page that is none", "--error-uri 'foo' is not an http", "serve", "x.json", "--error-uri", "foo")]
    [InlineData("collector that is none", "--otlp 'foo' is not an http", "serve", "x.json", "--otlp", "foo")]
    [InlineData("missing definition", "authz: check needs DEFINITION.", "check")]
    [InlineData("missing second definition", "authz: diff needs NEW.", "diff", "x.json")]
    [InlineData("issuer beyond loopback", "is not a loopback address", "issuer", "--listen", "http://0.0.0.0:1")]
    [InlineData("token without issuer", "'--issuer' is required", "token", "--audience", "a")]
    [InlineData("client without secret", "go together", "token", "--issuer", "http://127.0.0.1:1", "--client-id", "me")]
    [InlineData("unknown algorithm", "--alg 'HS256' is not one of", "token", "--issuer", "http://127.0.0.1:1", "--alg", "HS256")]
    [InlineData("unknown key name", "--key-name 'x5u' is not one of", "token", "--issuer", "http://127.0.0.1:1", "--key-name", "x5u")]
    [InlineData("malformed claim", "--claim 'x' is neither", "token", "--issuer", "http://127.0.0.1:1", "--audience", "a", "--claim", "x")]
    [InlineData(
        "malformed lifetime", "--expires-in 'soon' is not a duration", "token", "--issuer", "http://127.0.0.1:1", "--audience", "a",
        "--expires-in", "soon")]
    public async Task Rejects_WrongUsageWith2(string description, string problem, params string[] args)
    {
        Assert.NotEmpty(description);
        (int exit, string output, string error) = await RunningCommand.RunAsync(args);

        Assert.Equal((2, string.Empty), (exit, output));
        Assert.Contains(problem, error.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_SaysHowSignaturesAreVerified()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("--version");
        string[] lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

        Assert.Equal((0, string.Empty, 2), (exit, error, lines.Length));
        Assert.StartsWith("0.", lines[0], StringComparison.Ordinal);
        Assert.Equal($"signatures: {SignatureReport.Test()}", lines[1]);
    }

    [Theory]
    [InlineData("serve", "authz: see authz serve --help.")]
    [InlineData("nope", "authz: see authz --help.")]
    public async Task Names_TheHelpThatTellsMore(string command, string line)
    {
        (_, _, string error) = await RunningCommand.RunAsync(command, "x.json", "--nothing");

        Assert.Equal(line, error.TrimEnd().Split('\n')[^1]);
    }

    [Theory]
    [InlineData("Usage:", "help")]
    [InlineData("authz serve", "help", "serve")]
    [InlineData("signatures:", "version")]
    public async Task Knows_HelpAndVersion_AsWords(string part, params string[] args)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(args);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_IsWrittenToStandardOutput()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("--help");

        Assert.Equal((0, string.Empty), (exit, error));
        Assert.Contains("Usage:\n  authz [command] [options]\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(["demo", "serve", "issuer", "token"], command => Assert.Contains(command, output, StringComparison.Ordinal));
    }
}
