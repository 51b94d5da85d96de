using System.Text;
using Authz.Server.Commands;

namespace Authz.Server.Tests.Commands;

/// <summary>docs/exit-codes.md: one rule for all commands.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private const string Open = """{ "routes": { "GET /a": { "authorizationType": "NONE" } } }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("check", "api.json")]
    [InlineData("diff", "api.json", "api.json")]
    [InlineData("explain", "api.json", "--request", "GET /a")]
    [InlineData("import", "api.json")]
    [InlineData("import", "api.json", "--output", "written.json")]
    [InlineData("export", "integrated.json", "--format", "terraform", "--output", "written.json")]
    [InlineData("test", "cases.yaml", "--junit", "report.xml")]
    public async Task Done_Is0(params string[] args)
    {
        (int exit, _, string error) = await RunAsync(args);

        Assert.Equal((0, ""), (exit, error));
    }

    [Theory]
    [InlineData("check", "none.json")]
    [InlineData("check", "")]
    [InlineData("check", "api.json", "--baseline", "none.json")]
    [InlineData("diff", "none.json", "api.json")]
    [InlineData("diff", "api.json", "none.json")]
    [InlineData("explain", "none.json", "--request", "GET /a")]
    [InlineData("explain", "api.json", "--request", "GET /a", "--jwks", "none.json")]
    [InlineData("explain", "api.json", "--request", "GET /a", "--token", "@none.txt")]
    [InlineData("export", "none.json", "--format", "openapi")]
    [InlineData("import", "none.json")]
    [InlineData("serve", "none.json")]
    [InlineData("serve", "api.json", "--target", "http://127.0.0.1:1", "--kestrel", "none.json")]
    [InlineData("test", "none.yaml")]
    [InlineData("test", "")]
    public async Task AFileThatCannotBeRead_Is1_InOneLine(params string[] args)
    {
        (int exit, string output, string error) = await RunAsync(args);

        Assert.Equal((1, ""), (exit, output));
        string line = Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith("authz: ", line, StringComparison.Ordinal);
        Assert.Contains(" cannot be read: ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", "integrated.json", "--format", "openapi", "--output", "none/written.json")]
    [InlineData("import", "api.json", "--output", "none/written.json")]
    [InlineData("test", "cases.yaml", "--junit", "none/report.xml")]
    public async Task AFileThatCannotBeWritten_Is1_InOneLine(params string[] args)
    {
        (int exit, _, string error) = await RunAsync(args);

        Assert.Equal(1, exit);
        Assert.Contains(" cannot be written: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "broken.json")]
    [InlineData("diff", "api.json", "broken.json")]
    [InlineData("explain", "broken.json", "--request", "GET /a")]
    [InlineData("export", "broken.json", "--format", "openapi")]
    [InlineData("import", "broken.json")]
    [InlineData("serve", "broken.json", "--target", "http://127.0.0.1:1")]
    [InlineData("test", "broken.yaml")]
    public async Task AFileWithAProblem_Is1(params string[] args)
    {
        (int exit, string output, string error) = await RunAsync(args);

        Assert.Equal(1, exit);
        Assert.Contains("'rooutes'", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "warning.json")]
    [InlineData("diff", "empty.json", "api.json")]
    [InlineData("explain", "api.json", "--request", "GET /b")]
    [InlineData("export", "extended.json", "--format", "cloudformation")]
    [InlineData("test", "failing.yaml")]
    [InlineData("token", "--issuer", "http://127.0.0.1:1", "--audience", "a")]
    public async Task ARefusal_Is1(params string[] args) => Assert.Equal(1, (await RunAsync(args)).Exit);

    [Theory]
    [InlineData("check")]
    [InlineData("demo", "--twice")]
    [InlineData("diff", "api.json")]
    [InlineData("explain", "api.json")]
    [InlineData("export", "api.json")]
    [InlineData("export", "api.json", "--format", "sam")]
    [InlineData("import", "api.json", "--parameter", "x")]
    [InlineData("issuer", "--listen", "8080")]
    [InlineData("serve")]
    [InlineData("test")]
    [InlineData("token")]
    public async Task WrongUsage_Is2(params string[] args)
    {
        (int exit, string output, string error) = await RunAsync(args);

        Assert.Equal((2, ""), (exit, output));
        Assert.Matches(@"^authz: see authz (\w+ )?--help\.$", error.TrimEnd().Split('\n')[^1].TrimEnd());
    }

    [Theory]
    [InlineData("check", "api.json")]
    [InlineData("demo", "--once")]
    [InlineData("diff", "api.json", "api.json")]
    [InlineData("explain", "api.json", "--request", "GET /a")]
    [InlineData("export", "integrated.json", "--format", "openapi")]
    [InlineData("import", "api.json")]
    [InlineData("issuer", "--listen", "http://127.0.0.1:0")]
    [InlineData("serve", "api.json", "--target", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0")]
    [InlineData("test", "cases.yaml")]
    public async Task AFaultOfTheProgram_Is3_InOneLine(params string[] args)
    {
        using StringWriter error = new();
        await using FaultyWriter output = new();

        int exit = await AuthzCommand.RunAsync(await PlaceAsync(args), output, error);

        Assert.Equal(
            (3, "authz: a fault of authz itself: InvalidOperationException: first\\u000Asecond"), (exit, error.ToString().TrimEnd()));
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(string[] args) =>
        await RunningCommand.RunAsync(await PlaceAsync(args));

    // Puts the files in a folder of their own, and their full paths into the arguments.
    private async Task<string[]> PlaceAsync(string[] args)
    {
        await WriteAsync("api.json", Open);
        await WriteAsync("empty.json", """{ "routes": {} }""");
        await WriteAsync(
            "integrated.json",
            """{ "routes": { "GET /a": { "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "https://b.example.com/" } } } }""");
        await WriteAsync("extended.json", """{ "routes": { "GET /a": { "authorizationType": "NONE", "allowEncodedSlash": true } } }""");
        await WriteAsync("broken.json", """{ "rooutes": {} }""");
        await WriteAsync("warning.json", """
            {
              "authorizers": {
                "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["a"] } }
              },
              "routes": { "GET /a": { "authorizationType": "NONE" } }
            }
            """);
        await WriteAsync("cases.yaml", "definition: api.json\ncases: [{ request: GET /a, expect: allowed }]");
        await WriteAsync("failing.yaml", "definition: api.json\ncases: [{ request: GET /a, expect: forbidden }]");
        await WriteAsync("broken.yaml", "definition: broken.json\ncases: [{ request: GET /a, expect: allowed }]");
        return [.. args.Select(Place)];
    }

    private string Place(string arg) => arg switch
    {
        ['@', .. string file] => $"@{Path.Combine(_folder.FullName, file)}",
        _ when arg.EndsWith(".json", StringComparison.Ordinal) || arg.EndsWith(".yaml", StringComparison.Ordinal)
            || arg.EndsWith(".xml", StringComparison.Ordinal) => Path.Combine(_folder.FullName, arg),
        _ => arg,
    };

    private Task WriteAsync(string file, string content) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), content);

    private sealed class FaultyWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new InvalidOperationException("first\nsecond");
    }
}
