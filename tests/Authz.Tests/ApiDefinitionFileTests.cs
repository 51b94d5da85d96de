namespace Authz.Tests;

public sealed class ApiDefinitionFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Follows_TheFile()
    {
        ApiDefinitionFile file = new(_path);
        await WriteAsync("GET /a");
        Assert.Equal(["GET /a"], (await file.ReadAsync()).Routes.Keys);
        Assert.Null(await file.ReadChangeAsync());

        await WriteAsync("GET /b");
        Assert.Null(await file.ReadChangeAsync());
        Assert.Equal(["GET /b"], (await file.ReadChangeAsync())!.Routes.Keys);
        Assert.Null(await file.ReadChangeAsync());
    }

    [Fact]
    public async Task Names_TheProblemsOfAContentOnce()
    {
        ApiDefinitionFile file = new(_path);
        await WriteAsync("GET /a");
        await file.ReadAsync();

        await WriteAsync("GET a");
        Assert.Null(await file.ReadChangeAsync());
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => file.ReadChangeAsync());

        Assert.Contains("slash", Assert.Single(exception.Problems).Message, StringComparison.Ordinal);
        Assert.Null(await file.ReadChangeAsync());
    }

    [Fact]
    public async Task Rejects_AMissingFile_AtEachLook()
    {
        ApiDefinitionFile file = new(_path);

        await Assert.ThrowsAsync<FileNotFoundException>(() => file.ReadAsync());
        await Assert.ThrowsAsync<FileNotFoundException>(() => file.ReadChangeAsync());
        await Assert.ThrowsAsync<FileNotFoundException>(() => file.ReadChangeAsync());
    }

    [Fact]
    public async Task Reads_AnotherFormat_ByTheGivenReader()
    {
        ApiDefinition other = new ApiDefinitionBuilder().AddOpenRoute("GET /other").Build();
        ApiDefinitionFile file = new(_path, content => content.Length == 0 ? throw new ApiDefinitionException([]) : other);
        await File.WriteAllTextAsync(_path, "routes:");

        Assert.Same(other, await file.ReadAsync());
    }

    [Fact]
    public async Task Names_TheFileAndTheReaderOfYaml()
    {
        string path = _path + ".yaml";
        await File.WriteAllTextAsync(path, "routes:\n");
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => new ApiDefinitionFile(path).ReadAsync());
        File.Delete(path);

        Assert.StartsWith($"{path}(1,", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Authz.Import", exception.Problems[^1].Remedy, StringComparison.Ordinal);
    }

    private Task WriteAsync(string routeKey) =>
        File.WriteAllTextAsync(_path, $$"""{ "routes": { "{{routeKey}}": { "authorizationType": "NONE" } } }""");
}
