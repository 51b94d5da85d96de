using System.Xml.Linq;
using Authz.Tests;

namespace Authz.Server.Tests.Policies;

public sealed class TestCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task Passes_TheSamplesCases()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("test", RepositoryFile.FullPath("samples/pets/cases.yaml"));

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(" passed, 0 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_WithARemedy_ForPeopleAndBuildServers()
    {
        string cases = await WriteAsync("""
            definition: api.yaml
            cases:
            - { name: "reads \e[31m", request: GET /pets, claims: { scope: pets:write }, expect: allowed }
            - { request: GET /pets, claims: { scope: pets:read }, expect: forbidden, reason: scope_missing }
            - { request: GET /pets, expect: unauthorized, reason: token_missing }
            """);
        string report = Path.Combine(_folder.FullName, "report.xml");
        (int exit, string output, _) = await RunningCommand.RunAsync("test", cases, "--junit", report);

        Assert.Equal(1, exit);
        Assert.Contains($"FAILED {cases}(3): reads \\u001B[31m", output, StringComparison.Ordinal);
        Assert.Contains(
            "Expected allowed, got forbidden (scope_missing). scopes: expected at least one of 'pets:read'; found scope \"pets:write\".",
            output,
            StringComparison.Ordinal);
        Assert.Contains("Or change the case to 'expect: forbidden' with 'reason: scope_missing'.", output, StringComparison.Ordinal);
        Assert.Contains("Expected forbidden (scope_missing), got allowed by the route 'GET /pets'.", output, StringComparison.Ordinal);
        Assert.Contains("3 cases: 1 passed, 2 failed", output, StringComparison.Ordinal);

        XElement suite = XDocument.Load(report).Root!.Element("testsuite")!;
        Assert.Equal(("3", "2"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(2, suite.Descendants("failure").Count());
    }

    [Fact]
    public async Task Rejects_EveryProblemOfTheFileAtOnce()
    {
        string cases = await WriteAsync("""
            definition: none.yaml
            at: yesterday
            cases:
            - { request: GET, expect: allowed }
            - { request: GET /pets, expect: maybe, raeson: x }
            - { request: GET /pets, expect: allowed, reason: token_expired, token: a, claims: {}, after: later }
            - { request: GET /pets, expect: allowed, after: -5m }
            """);
        (int exit, string output, string error) = await RunningCommand.RunAsync("test", cases);

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains($"{cases}(2,5): /at: 'at' cannot be used. Write a time", error, StringComparison.Ordinal);
        Assert.Contains($"{cases}(4,14): /cases/0/request: 'request' cannot be used.", error, StringComparison.Ordinal);
        Assert.Contains("(5,33): /cases/1/expect: 'maybe' is not a value of 'expect'.", error, StringComparison.Ordinal);
        Assert.Contains("'raeson' is not a property here. Did you mean 'reason'?", error, StringComparison.Ordinal);
        Assert.Contains("Write 'expect: unauthorized', which is the outcome of token_expired", error, StringComparison.Ordinal);
        Assert.Contains("Write either a token, or claims and header", error, StringComparison.Ordinal);
        Assert.Contains("/cases/2/after: 'after' cannot be used. Write a duration such as 90s", error, StringComparison.Ordinal);
        Assert.Contains("/cases/3/after: 'after' cannot be used. Write a duration such as 90s", error, StringComparison.Ordinal);
        Assert.Contains("the definition 'none.yaml' is not at", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allow", "allowed")]
    [InlineData("Forbid", "forbidden")]
    [InlineData("401", "unauthorized")]
    [InlineData("\"503\"", "unavailable")]
    public async Task Rejects_AnotherWordForAnOutcome_AndNamesTheOneMeant(string written, string meant)
    {
        string cases = await WriteAsync($$"""
            definition: api.yaml
            cases:
            - { request: GET /pets, expect: {{written}} }
            """);
        (int exit, _, string error) = await RunningCommand.RunAsync("test", cases);

        Assert.Equal(1, exit);
        Assert.Contains($"'{written.Trim('"')}' is not a value of 'expect'. Did you mean '{meant}'?", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> WriteAsync(string cases)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "api.yaml"), """
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [pets-api] } }
            routes:
              GET /pets: { authorizer: idp, authorizationScopes: [pets:read] }
            """);
        string path = Path.Combine(_folder.FullName, "cases.yaml");
        await File.WriteAllTextAsync(path, cases);
        return path;
    }
}
