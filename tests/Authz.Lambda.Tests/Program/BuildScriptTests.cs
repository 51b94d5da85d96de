using System.Diagnostics;
using System.IO.Compression;
using Authz.Tests;

namespace Authz.Lambda.Tests.Program;

[Collection(nameof(FunctionPackage))]
public sealed class BuildScriptTests
{
    private static readonly string s_package = RepositoryFile.FullPath("samples/lambda-authorizer/lambda-authorizer.zip");

    [SkippableFact]
    public async Task Packs_TheProgram_TheDefinitionAndTheKeys_ReadableByAnotherUser()
    {
        Requirement.Program("clang");
        Requirement.Program("zip");
        using LoopbackIssuer loopback = new();

        (int exit, string output) = await BuildAsync($$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{loopback.Issuer.Issuer}}", "audience": ["pets-api"] } } },
              "routes": { "GET /pets": { "authorizer": "idp" } }
            }
            """);

        Assert.True(exit == 0, output);
        await using ZipArchive package = await ZipFile.OpenReadAsync(s_package);
        string[] names =
            [.. package.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)];
        Assert.Equal(["authz.json", "bootstrap", "libsodium.so"], names.Where(name => !name.StartsWith("keys/", StringComparison.Ordinal)));
        Assert.Single(names, name => name.StartsWith("keys/", StringComparison.Ordinal));
        Assert.All(package.Entries, entry => Assert.Equal(0x124, (entry.ExternalAttributes >> 16) & 0x136));
    }
    [SkippableFact]
    public async Task Packs_NoDefinitionThatCannotBeUsed()
    {
        Requirement.Program("clang");
        Requirement.Program("zip");

        (int exit, string output) = await BuildAsync("""{ "routes": { "GET /pets": { "authorizer": "idp" } } }""");

        Assert.True(exit == 2, output);
        Assert.False(File.Exists(s_package));
    }

    private static async Task<(int Exit, string Output)> BuildAsync(string definition)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "authz.json");
        await File.WriteAllTextAsync(path, definition);
        using Process build = Process.Start(
            new ProcessStartInfo(RepositoryFile.FullPath("samples/lambda-authorizer/build.sh"), [path]) { RedirectStandardOutput = true })!;
        string output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, output);
    }
}
