using Authz.Tests;

namespace Authz.AspNetCore.Tests.Packaging;

/// <summary>Each library is built against the packages of those that it references: their public API is enough for it.</summary>
public sealed class PackedLibraryTests : IDisposable
{
    // Those that others reference come first.
    private static readonly string[] s_libraries =
        ["Authz.AspNetCore", "Authz.Lambda", "Authz.Import", "Authz.Testing", "Authz.Testing.Policies"];

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-packed-").FullName;

    [Fact]
    public async Task Builds_EachLibrary_AgainstThePackagesOfTheOthers()
    {
        await PackAsync("Authz");
        foreach (string library in s_libraries)
        {
            // Packages of others than ours are there since the solution was restored.
            await PackAsync(
                library,
                "-p:UsePackedLibraries=true",
                $"-p:RestoreAdditionalProjectSources={Feed}",
                $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}",
                $"-p:RestoreFallbackFolders={SharedPackages}");
        }

        Assert.Equal(s_libraries.Append("Authz").Order(), Directory.EnumerateFiles(Feed, "*.nupkg").Select(NameOf).Order());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string SharedPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string Feed => Path.Combine(_folder, "feed");

    private static string NameOf(string package) => Path.GetFileName(package).Replace(".0.1.0.nupkg", "", StringComparison.Ordinal);

    private Task<string> PackAsync(string library, params string[] more) => ProgramRun.RunAsync(
        _folder, "dotnet",
        [
            "pack", RepositoryFile.FullPath($"src/{library}/{library}.csproj"), "-c", "Release", "-o", Feed, "-nologo", "-v", "quiet",
            $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}", "-p:RunAnalyzers=false", .. more,
        ]);
}
