using Authz.Server.Commands;
using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>A definition's file changes while it is served.</summary>
public sealed class DefinitionWatchTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _error = new();
    private readonly StringWriter _output = new();
    private DefinitionReloads? _reloads;

    public void Dispose()
    {
        File.Delete(_file);
        _error.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Serves_AChange_OnceTwoReadsAgree()
    {
        (RunningApi running, DefinitionWatch watch) = await StartAsync();
        using (running)
        using (watch)
        {
            await File.WriteAllTextAsync(_file, Definition("GET /a", "GET /b"));
            await watch.CheckAsync(CancellationToken.None);
            Assert.Equal(["GET /a"], running.Current.Definition.Routes.Keys.ToArray());

            await watch.CheckAsync(CancellationToken.None);
            Assert.Equal(["GET /a", "GET /b"], running.Current.Definition.Routes.Keys.Order(StringComparer.Ordinal));
            Assert.Equal("Reloaded: pets, 2 routes", _output.ToString().TrimEnd());
        }
    }

    [Theory]
    [InlineData("not JSON", "{", "(1,2)")]
    [InlineData("half a file", """{ "name": "pets", "routes": { "GET /a": {""", "(1,")]
    [InlineData("not a definition", """{ "routes": { "GET a": { "authorizationType": "NONE" } } }""", "/routes/GET a")]
    [InlineData(
        "a route without a backend", """{ "routes": { "GET /c": { "authorizationType": "NONE" } } }""", "GET /c: has no integration")]
    public async Task Keeps_TheOldVersion_WhenTheFileIsUnusable(string description, string content, string problem)
    {
        (RunningApi running, DefinitionWatch watch) = await StartAsync();
        using (running)
        using (watch)
        {
            GatewayApi before = running.Current;
            await File.WriteAllTextAsync(_file, content);
            for (int look = 0; look < 4; look++)
            {
                await watch.CheckAsync(CancellationToken.None);
            }

            Assert.Same(before, running.Current);
            Assert.Contains(problem, _error.ToString(), StringComparison.Ordinal);
            Assert.True(_error.ToString().Split("stays in force").Length == 2, $"{description}: reported once, not at every poll");
            Assert.True(_reloads!.IsRefused);

            await File.WriteAllTextAsync(_file, Definition("GET /a"));
            await LookAsync(watch, 2);
            Assert.False(_reloads.IsRefused);
        }
    }

    [Fact]
    public async Task Keeps_TheOldVersion_WhileTheFileIsMissing_AndReportsItOnce()
    {
        (RunningApi running, DefinitionWatch watch) = await StartAsync();
        using (running)
        using (watch)
        {
            GatewayApi before = running.Current;
            File.Delete(_file);
            await watch.CheckAsync(CancellationToken.None);
            Assert.Equal(string.Empty, _error.ToString());

            for (int look = 0; look < 4; look++)
            {
                await watch.CheckAsync(CancellationToken.None);
            }

            Assert.Same(before, running.Current);
            string[] lines = _error.ToString().TrimEnd().Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith($"authz: {_file} cannot be read: ", lines[0], StringComparison.Ordinal);
            Assert.Equal($"authz: {_file} cannot be run as it is now; the previous definition stays in force.", lines[1]);
        }
    }

    [Fact]
    public async Task Serves_AChangeOfTheOverlay_AndKeepsTheOldVersionWhileItIsUnusable()
    {
        string overlay = _file + ".overlay";
        await File.WriteAllTextAsync(overlay, "routes: {GET /a: {allowEncodedSlash: true}}");
        (RunningApi running, DefinitionWatch watch) = await StartAsync(new DefinitionInput { Overlay = overlay });
        using (running)
        using (watch)
        {
            Assert.True(running.Current.Definition.Routes["GET /a"].AllowEncodedSlash);
            await LookAsync(watch, 4);
            Assert.Equal("", _output.ToString());

            foreach (string unusable in new[] { "routes: {GET /a: {", "routes: {GET /b: {}}", "" })
            {
                await File.WriteAllTextAsync(overlay, unusable);
                await LookAsync(watch, 4);
                Assert.True(running.Current.Definition.Routes["GET /a"].AllowEncodedSlash);
            }

            Assert.Equal(3, _error.ToString().Split("stays in force").Length - 1);
            Assert.Contains($"{overlay}(1,10): error: There is no route 'GET /b' to which the overlay could add.", _error.ToString(), StringComparison.Ordinal);

            await File.WriteAllTextAsync(overlay, "routes: {GET /a: {allowEncodedSlash: false}}");
            await watch.CheckAsync(CancellationToken.None);
            Assert.True(running.Current.Definition.Routes["GET /a"].AllowEncodedSlash);
            await watch.CheckAsync(CancellationToken.None);
            Assert.False(running.Current.Definition.Routes["GET /a"].AllowEncodedSlash);
        }

        File.Delete(overlay);
    }

    [Fact]
    public async Task Serves_AChangeOfAnIncludedFile_AlsoOfOneThatIsIncludedLater()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-watch-");
        string file = Path.Combine(folder.FullName, "template.yaml");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.yaml"), Body("/a"));
        await File.WriteAllTextAsync(file, Template("a.yaml"));
        (RunningApi running, DefinitionWatch watch) = await StartAsync(new DefinitionInput(), file);
        using (running)
        using (watch)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.yaml"), Body("/b"));
            await LookAsync(watch, 2);
            Assert.Equal(["GET /b"], running.Current.Definition.Routes.Keys);

            // One that is missing is refused, and read as soon as it is there, whole.
            await File.WriteAllTextAsync(file, Template("c.yaml"));
            await LookAsync(watch, 6);
            Assert.Equal(["GET /b"], running.Current.Definition.Routes.Keys);
            Assert.Contains("There is no such file in the definition's folder", _error.ToString(), StringComparison.Ordinal);

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "c.yaml"), Body("/c"));
            await LookAsync(watch, 2);
            Assert.Equal(["GET /c"], running.Current.Definition.Routes.Keys);
        }

        folder.Delete(recursive: true);
    }

    private static async Task LookAsync(DefinitionWatch watch, int times)
    {
        for (int look = 0; look < times; look++)
        {
            await watch.CheckAsync(CancellationToken.None);
        }
    }

    private static string Template(string body) =>
        $"Resources: {{Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{BodyS3Location: {body}}}}}}}";

    private static string Body(string path) =>
        $"openapi: 3.0.1\npaths: {{{path}: {{get: {{x-amazon-apigateway-integration: {{type: http_proxy, uri: 'http://127.0.0.1:1/'}}}}}}}}";

    private async Task<(RunningApi Running, DefinitionWatch Watch)> StartAsync(DefinitionInput? input = null, string? file = null)
    {
        await File.WriteAllTextAsync(_file, Definition("GET /a"));
        ServedDefinition served = new(
            file ?? _file,
            input ?? new DefinitionInput(),
            static (ApiDefinition definition, out IReadOnlyList<string> problems) =>
                GatewayCompiler.Compile(definition, new GatewayCompilerOptions(), out problems),
            new CommandConsole(_output, _error));
        _reloads = served.Reloads;
        RunningApi running = new((await served.ReadAsync(CancellationToken.None))!);
        return (running, new DefinitionWatch(running, served.ReadChangeAsync, served.Reloads, _output.WriteLine, _error.WriteLine, TimeProvider.System));
    }

    private static string Definition(params string[] routes) => $$"""
        { "name": "pets", "routes": { {{string.Join(", ", routes.Select(route =>
            $$"""
            "{{route}}": { "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } }
            """))}} } }
        """;
}
