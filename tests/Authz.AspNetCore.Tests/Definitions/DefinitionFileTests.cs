using System.Collections.Concurrent;
using System.Net;
using Authz.Import;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Definitions;

/// <summary>A definition in a file, which changes under load while keys rotate and the issuer fails: no 500, no wrong verdict.</summary>
public sealed class DefinitionFileTests : IDisposable
{
    private const string FileName = "authz.json";
    private const int Clients = 4;

    private readonly FakeIssuer _issuer = new("https://load.example");
    private readonly FakeLogCollector _logs = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("authz-");

    [Fact]
    public async Task Decides_Correctly_WhileTheFileChangesKeysRotateAndTheIssuerFails()
    {
        Write("""[]""");
        await using WebApplication app = await StartAsync();
        using CancellationTokenSource stop = new();
        ConcurrentBag<string> wrong = [];
        string old = _issuer.Mint("api");
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            using HttpClient client = app.GetTestClient();
            while (!stop.IsCancellationRequested)
            {
                await ExpectAsync(client, old, HttpStatusCode.OK, wrong);
                await ExpectAsync(client, _issuer.Mint("api"), HttpStatusCode.OK, wrong);
                await ExpectAsync(client, _issuer.Mint("stranger"), HttpStatusCode.Unauthorized, wrong);
                await ExpectAsync(client, old[..^5] + "AAAAA", HttpStatusCode.Unauthorized, wrong);
            }
        }))];

        await UntilAsync(app, "/changing", HttpStatusCode.OK);
        Write("""["pets:read"]""");
        await UntilAsync(app, "/changing", HttpStatusCode.Forbidden);
        _issuer.Rotate();
        await UntilAsync(app, "/changing", HttpStatusCode.Forbidden);
        _issuer.Outage = HttpStatusCode.ServiceUnavailable;
        Write("""["pets:read", """);
        while (!_logs.GetSnapshot().Any(record => record.Level == LogLevel.Error))
        {
            await UntilAsync(app, "/changing", HttpStatusCode.Forbidden);
        }

        Write("[]");
        await UntilAsync(app, "/changing", HttpStatusCode.OK);
        _issuer.Outage = null;
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public async Task Decides_ARequestThatWaitsForKeys_ByTheDefinitionItBeganWith()
    {
        FakeTimeProvider time = new();
        FakeIssuer issuer = new("https://load.example", timeProvider: time);
        using HeldHandler held = new(issuer.CreateHandler());
        Write("[]");
        await using WebApplication app = await StartAsync(new ApiAuthorizerOptions { KeyFetchHandler = held, TimeProvider = time });
        using HttpClient client = app.GetTestClient();
        string old = issuer.Mint("api");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/changing", old));

        held.Hold();
        issuer.Rotate();
        Task<HttpStatusCode> waiting = SendAsync(client, "/changing", issuer.Mint("api"));
        await held.Asked;
        Write("""["pets:read"]""");
        await UntilAsync(app, "/changing", HttpStatusCode.Forbidden, old);
        held.Release();

        Assert.Equal(HttpStatusCode.OK, await waiting);
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, "/changing", issuer.Mint("api")));
    }

    [Fact]
    public async Task Rejects_Start_WithoutAUsableFile()
    {
        Write("""["pets:read", """);

        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => StartAsync());

        Assert.NotEmpty(exception.Problems);
    }

    [Fact]
    public async Task Reads_Yaml_ByTheImporter()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullName, "authz.yaml"),
            $"""
            authorizers:
              idp: {"{"} type: JWT, jwtConfiguration: {"{"} issuer: "{_issuer.Issuer}", audience: [api] {"}"} {"}"}
            routes:
              GET /: {"{"} authorizer: idp {"}"}
            """);
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Environment.ContentRootPath = _folder.FullName;
                builder.Services.AddApiDefinition("authz.yaml", options =>
                {
                    options.Reader = DefinitionImporter.Read;
                    options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() };
                });
            },
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/", () => "");
            });

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/")).StatusCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<WebApplication> StartAsync(ApiAuthorizerOptions? engine = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder.FullName });
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(_logs)).SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseTestServer();
        builder.Services.AddApiDefinition(
            FileName, options => options.Engine = engine ?? new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        WebApplication app = builder.Build();
        app.UseApiDefinition();
        app.MapGet("/", () => "");
        app.MapGet("/changing", () => "");
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    // In one step, so that what is not usable is what the test wrote, and not half of it.
    private void Write(string scopes)
    {
        string path = Path.Combine(_folder.FullName, FileName);
        File.WriteAllText(path + ".new", $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{_issuer.Issuer}}", "audience": ["api"] } } },
              "routes": { "GET /": { "authorizer": "idp" }, "GET /changing": { "authorizer": "idp", "authorizationScopes": {{scopes}} } }
            }
            """);
        File.Move(path + ".new", path, overwrite: true);
    }

    // The file's change is seen some time after it is written: asks until the answer is that of the new one, and never any third one.
    private async Task UntilAsync(WebApplication app, string path, HttpStatusCode expected, string? known = null)
    {
        using HttpClient client = app.GetTestClient();
        string token = known ?? _issuer.Mint("api");
        HttpStatusCode status;
        do
        {
            status = await SendAsync(client, path, token);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Forbidden, $"{path} answers {(int)status}.");
        }
        while (status != expected);
    }

    private static async Task ExpectAsync(HttpClient client, string token, HttpStatusCode expected, ConcurrentBag<string> wrong)
    {
        HttpStatusCode status = await SendAsync(client, "/", token);
        if (status != expected)
        {
            wrong.Add($"{(int)status} instead of {(int)expected}");
        }
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string path, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Authorization", "Bearer " + token);
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
