using System.Diagnostics;
using Authz.Server.Starting;
using Authz.Tests;

namespace Authz.Server.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private const string OpenApi = """
        openapi: 3.0.1
        info: { title: Pet Shop, version: "1" }
        security: [{ login: ["pets:write"] }]
        paths:
          /pets:
            get: { security: [{ login: ["pets:read"] }], responses: { "200": { description: ok } } }
            post: { responses: { "200": { description: ok } } }
          /health:
            get: { security: [], responses: { "200": { description: ok } } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows: { clientCredentials: { tokenUrl: "https://id.example.com/token", scopes: { "pets:read": r, "pets:write": w } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-init").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Begins_WithTheFirstPagesDefinition() =>
        Assert.Contains(StartingDefinition.Text.TrimEnd(), RepositoryFile.ReadText("README.md"), StringComparison.Ordinal);

    [Fact]
    public async Task Writes_ADefinition_ButNotOverAnother()
    {
        string file = Path.Combine(_folder, "authz.json");
        (int exit, string output, string error) = await RunningCommand.RunAsync("init", "--output", file);
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith($"Wrote {file}", output, StringComparison.Ordinal);
        Assert.Equal(StartingDefinition.Text, File.ReadAllText(file));

        (exit, output, error) = await RunningCommand.RunAsync("init", "--output", file);
        Assert.Equal((1, "", $"authz: {file} exists already; --force replaces it."), (exit, output, error.TrimEnd()));
        (exit, _, _) = await RunningCommand.RunAsync("init", "--output", file, "--force");
        Assert.Equal(0, exit);
        (exit, _, error) = await RunningCommand.RunAsync("import", file, "--output", file);
        Assert.Equal((1, $"authz: {file} exists already; --force replaces it."), (exit, error.TrimEnd()));
    }

    [Fact]
    public async Task Takes_RoutesAndScopes_FromAnOpenApiDocument()
    {
        string source = Write("openapi.yaml", OpenApi);
        string file = Path.Combine(_folder, "authz.json");

        (int exit, _, string error) = await RunningCommand.RunAsync("init", "--from", source, "--output", file);

        Assert.Equal((0, "authz: note: GET /health is open to anyone, because the document has no 'security' for it."), (exit, error.TrimEnd()));
        ApiDefinition definition = ApiDefinitionReader.ReadFile(file);
        Assert.Equal(["GET /health", "GET /pets", "POST /pets"], definition.Routes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["pets:read"], definition.Routes["GET /pets"].AuthorizationScopes);
        Assert.Equal(["pets:write"], definition.Routes["POST /pets"].AuthorizationScopes);
        JwtConfiguration entry = definition.Authorizers["login"].JwtConfiguration.Single();
        Assert.Equal((StartingDefinition.Issuer, "pet-shop"), (entry.Issuer, entry.Audience.Single()));
    }

    [Theory]
    [InlineData("not OpenAPI", "{ \"routes\": {} }", "this is no OpenAPI 3 document")]
    [InlineData("not YAML", "\t: [", "openapi.yaml(")]
    public async Task Refuses_AnotherDocument(string description, string content, string problem)
    {
        string file = Path.Combine(_folder, "authz.json");
        (int exit, string output, string error) = await RunningCommand.RunAsync("init", "--from", Write("openapi.yaml", content), "--output", file);

        Assert.Equal((description, 1, ""), (description, exit, output));
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    // The working folder is the process's, so it is another process.
    [Fact]
    public async Task Serve_TakesTheFoldersDefinition_UnlessThereAreTwo()
    {
        (int exit, string error) = await ServeHereAsync();
        Assert.Equal(2, exit);
        Assert.Contains("authz.json, authz.yaml, template.yaml or serverless.yml in this folder", error, StringComparison.Ordinal);

        Write("authz.json", "{ broken");
        (exit, error) = await ServeHereAsync();
        Assert.Equal(1, exit);
        Assert.Contains("authz.json(1,", error, StringComparison.Ordinal);

        Write("serverless.yml", "service: x");
        (exit, error) = await ServeHereAsync();
        Assert.Equal(2, exit);
        Assert.Contains("this folder has authz.json and serverless.yml; name the one to serve.", error, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Error)> ServeHereAsync()
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(StartingDefinition).Assembly.Location, "serve" },
        };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
