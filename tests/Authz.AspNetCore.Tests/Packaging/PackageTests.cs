using System.IO.Compression;
using Authz.Tests;

namespace Authz.AspNetCore.Tests.Packaging;

/// <summary>The packages as a stranger gets them: from a folder feed, into a project that knows nothing of this repository.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Program = """
        using Authz;
        using Authz.Testing;

        FakeIssuer issuer = new("https://id.package.example/");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            options.Authority = issuer.Issuer;
            options.Audience = "pets-api";
            options.BackchannelHttpHandler = issuer.CreateHandler();
        });
        builder.Services.AddAuthorization();
        WebApplication app = builder.Build();
        app.MapGet("/", () => "").RequireScope("pets:read");

        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "pets-api").AddRoute("GET /pets", "idp").Build();
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization("Bearer " + issuer.Mint("pets-api"))));
        Console.WriteLine(decision.Outcome);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-packages-").FullName;

    [Fact]
    public async Task Decides_InAFreshProject_FromAFolderFeed()
    {
        string feed = Path.Combine(_folder, "feed");
        foreach (string name in new[] { "Authz", "Authz.AspNetCore", "Authz.Import", "Authz.Testing" })
        {
            await ProgramRun.RunAsync(
                _folder, "dotnet", "pack", RepositoryFile.FullPath($"src/{name}/{name}.csproj"), "-c", "Release", "-o", feed, "-nologo",
                "-v", "quiet");
            AssertIsWhole(feed, name);
        }

        string project = Path.Combine(_folder, "fresh");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Program);
        await File.WriteAllTextAsync(Path.Combine(project, "Fresh.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <!-- A feed that lacks the very version a dependency of a dependency asks for gives the next one. -->
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
                <RestoreAdditionalProjectSources>../feed</RestoreAdditionalProjectSources>
                <RestorePackagesPath>../packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Authz.AspNetCore" Version="0.1.0" />
                <PackageReference Include="Authz.Testing" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        string output = await ProgramRun.RunAsync(project, "dotnet", "run", "--project", "Fresh.csproj");

        Assert.EndsWith("Allowed", output.TrimEnd(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertIsWhole(string feed, string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(feed, $"{name}.0.1.0.nupkg"));
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("README.md", files);
        Assert.Contains("icon.png", files);
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        using StreamReader nuspec = new(package.GetEntry($"{name}.nuspec")!.Open());
        string metadata = nuspec.ReadToEnd();
        Assert.Contains("<license type=\"expression\">MIT</license>", metadata, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", metadata, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(feed, $"{name}.0.1.0.snupkg")), "symbols");
    }
}
