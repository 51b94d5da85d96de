using System.Diagnostics;
using System.Net;
using Authz.Testing;
using Authz.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Tests.NativeAot;

/// <summary>The minimal API of samples/aot-minimal-api as a native binary.</summary>
public sealed class NativeAotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-aot-").FullName;

    [SkippableFact]
    public async Task Decides_AsANativeBinary()
    {
        Skip.IfNot(HasLinker(), "native AOT needs clang or gcc to link with");
        string output = await ProgramRun.RunAsync(
            _folder, "dotnet", "publish", RepositoryFile.FullPath("samples/aot-minimal-api/AotMinimalApi.csproj"), "-c", "Release", "-o",
            _folder, "-nologo");
        Assert.DoesNotContain("warning IL", output, StringComparison.Ordinal);

        FakeIssuer? issuer = null;
        await using WebApplication provider = await StartProviderAsync(() => issuer!);
        issuer = new FakeIssuer(provider.Urls.Single());
        using Process process = Start(issuer);
        try
        {
            using HttpClient client = new() { BaseAddress = await FindAddressAsync(process) };
            Assert.Equal((HttpStatusCode.OK, "test-subject"), await GetAsync(client, "/me", issuer.Mint("pets-api")));
            Assert.Equal((HttpStatusCode.OK, "pets:read"), await GetAsync(client, "/pets", issuer.Mint("pets-api", "pets:read")));
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(client, "/pets", issuer.Mint("pets-api"))).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/pets", issuer.Mint("other", "pets:read"))).Status);
            Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(client, "/health", token: null));
        }
        finally
        {
            process.Kill();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool HasLinker() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
            folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    private static async Task<WebApplication> StartProviderAsync(Func<FakeIssuer> issuer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapGet(
            "/.well-known/openid-configuration", () => Results.Text(issuer().CreateDiscoveryDocument().ToJsonString(), "application/json"));
        app.MapGet("/jwks", () => Results.Text(issuer().CreateKeySet().ToJsonString(), "application/json"));
        await app.StartAsync();
        return app;
    }

    private Process Start(FakeIssuer issuer) => Process.Start(new ProcessStartInfo(
        Path.Combine(_folder, "AotMinimalApi"),
        [
            "--urls", "http://127.0.0.1:0",
            "--Authentication:Schemes:Bearer:Authority", issuer.Issuer,
            "--Authentication:Schemes:Bearer:Audience", "pets-api",
        ])
    { WorkingDirectory = _folder, RedirectStandardOutput = true })!;

    private static async Task<Uri> FindAddressAsync(Process process)
    {
        const string Announcement = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(Announcement, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new Uri(line[(at + Announcement.Length)..]);
            }
        }

        throw new InvalidOperationException("The binary ended before it listened.");
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
