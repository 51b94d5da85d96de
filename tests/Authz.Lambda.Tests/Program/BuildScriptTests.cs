using System.Diagnostics;
using System.IO.Compression;
using Authz.Tests;

namespace Authz.Lambda.Tests.Program;

[Collection(nameof(FunctionPackage))]
public sealed class BuildScriptTests
{
    [SkippableFact]
    public async Task Packs_TheProgram_TheDefinitionAndTheKeys_ReadableByAnotherUser()
    {
        Requirement.Program("clang");
        Requirement.Program("zip");
        using LoopbackIssuer loopback = new();
        string definition = Path.Combine(Directory.CreateTempSubdirectory().FullName, "authz.json");
        await File.WriteAllTextAsync(
            definition,
            $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{loopback.Issuer.Issuer}}", "audience": ["pets-api"] } } },
              "routes": { "GET /pets": { "authorizer": "idp" } }
            }
            """);

        using Process build = Process.Start(
            new ProcessStartInfo(RepositoryFile.FullPath("samples/lambda-authorizer/build.sh"), [definition])
            {
                RedirectStandardOutput = true,
            })!;
        string output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        Assert.True(build.ExitCode == 0, output);
        await using ZipArchive package = await ZipFile.OpenReadAsync(
            RepositoryFile.FullPath("samples/lambda-authorizer/lambda-authorizer.zip"));
        string[] names =
            [.. package.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)];
        Assert.Equal(["authz.json", "bootstrap"], names.Where(name => !name.StartsWith("keys/", StringComparison.Ordinal)));
        Assert.Single(names, name => name.StartsWith("keys/", StringComparison.Ordinal));
        Assert.All(package.Entries, entry => Assert.Equal(0x124, (entry.ExternalAttributes >> 16) & 0x136));
    }
}
