using System.Net;
using Authz.Server.Tests.Attacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>Each fault of a definition's file: it is logged, the definition in force stays, and a good file mends it.</summary>
public sealed class DefinitionFileFaultTests : IDisposable
{
    private const string FileName = "authz.json";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly FakeLogCollector _logs = new();

    public static TheoryData<string> Faults => [.. FileFaults.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Keeps_TheDefinition_UntilTheFileIsGoodAgain(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string file = Path.Combine(_folder, FileName);
        await File.WriteAllTextAsync(file, Definition(isOpen: true));
        await using WebApplication app = await StartAsync();
        using HttpClient client = app.GetTestClient();

        FileFaults.All[fault](file);
        await UntilAsync(() => Task.FromResult(Errors > 0));
        for (int request = 0; request < 20; request++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        }

        FileFaults.Mend(file, Definition(isOpen: false));
        await UntilAsync(async () => await StatusAsync(client) == HttpStatusCode.Unauthorized);
        Assert.InRange(Errors, 1, fault == "a directory" ? 2 : 1);
    }

    [SkippableFact]
    public async Task Reloads_ADefinitionBehindASwappedLink()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such links.");
        FileFaults.Swap(_folder, FileName, Definition(isOpen: true));
        await using WebApplication app = await StartAsync();
        using HttpClient client = app.GetTestClient();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        FileFaults.Swap(_folder, FileName, Definition(isOpen: false));

        await UntilAsync(async () => await StatusAsync(client) == HttpStatusCode.Unauthorized);
    }

    private int Errors => _logs.GetSnapshot().Count(record => record.Level == LogLevel.Error);

    private async Task<WebApplication> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(_logs));
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddApiDefinition(FileName);
        WebApplication app = builder.Build();
        app.UseApiDefinition();
        app.MapGet("/a", () => "");
        await app.StartAsync();
        return app;
    }

    private async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using CancellationTokenSource end = new(s_patience);
        while (!await isDone())
        {
            end.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri("/a", UriKind.Relative));
        return response.StatusCode;
    }

    private static string Definition(bool isOpen) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example", "audience": ["a"], "jwks": { "keys": [
            { "kty": "EC", "crv": "P-256", "kid": "k", "alg": "ES256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" } ] } } } },
          "routes": { "GET /a": { {{(isOpen ? "\"authorizationType\": \"NONE\"" : "\"authorizer\": \"idp\"")}} } }
        }
        """;
}
