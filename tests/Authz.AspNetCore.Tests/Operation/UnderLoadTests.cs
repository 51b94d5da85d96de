using System.Collections.Concurrent;
using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Operation;

/// <summary>Rotation, outage and reload while requests never stop: no 500, no wrong verdict.</summary>
public sealed class UnderLoadTests
{
    private const string Audience = "Authentication:Schemes:Bearer:Audience";
    private const int Clients = 8;

    // Stands still: however slow the machine is, no request waits for keys in vain.
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly FakeIssuer _issuer;

    public UnderLoadTests() => _issuer = new FakeIssuer("https://load.example", timeProvider: _time);

    [Fact]
    public async Task Decides_Correctly_WhileKeysRotateTheIssuerFailsAndTheConfigurationChanges()
    {
        await using WebApplication app = await StartAsync();
        using CancellationTokenSource stop = new();
        ConcurrentBag<string> wrong = [];
        using SemaphoreSlim sent = new(0);
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
                sent.Release(4);
            }
        }))];

        await WaitForAsync(sent, 200);

        // An unknown key is asked for once: tokens of the new key are accepted without a pause.
        _issuer.Rotate();
        await WaitForAsync(sent, 200);
        _issuer.Outage = HttpStatusCode.ServiceUnavailable;
        await WaitForAsync(sent, 200);

        // Reloads during the outage: a good one keeps the keys, a bad one changes nothing.
        Configure(app, "api");
        await WaitForAsync(sent, 200);
        Configure(app, "");
        await WaitForAsync(sent, 200);
        _issuer.Outage = null;
        await WaitForAsync(sent, 200);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public async Task Decides_ByTheNewConfiguration_AfterAReload()
    {
        await using WebApplication app = await StartAsync();
        using HttpClient client = app.GetTestClient();
        Configure(app, "other");
        ConcurrentBag<string> wrong = [];
        await ExpectAsync(client, _issuer.Mint("other"), HttpStatusCode.OK, wrong);
        await ExpectAsync(client, _issuer.Mint("api"), HttpStatusCode.Unauthorized, wrong);

        Assert.Empty(wrong);
    }

    private async Task<WebApplication> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection([new("Authentication:Schemes:Bearer:Authority", _issuer.Issuer), new(Audience, "api")]);
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            options.TimeProvider = _time;
            options.BackchannelHttpHandler = _issuer.CreateHandler();
        });
        builder.Services.AddAuthorization();
        WebApplication app = builder.Build();
        app.MapGet("/", () => "").RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    private static void Configure(WebApplication app, string audience)
    {
        IConfigurationRoot configuration = (IConfigurationRoot)app.Configuration;
        configuration[Audience] = audience;
        configuration.Reload();
    }

    private static async Task ExpectAsync(HttpClient client, string token, HttpStatusCode expected, ConcurrentBag<string> wrong)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Add("Authorization", "Bearer " + token);
        using HttpResponseMessage response = await client.SendAsync(request);
        if (response.StatusCode != expected)
        {
            wrong.Add($"{(int)response.StatusCode} instead of {(int)expected}: {response.Headers.WwwAuthenticate}");
        }
    }

    // Waits for requests that are answered from now on, however slow the machine is.
    private static async Task WaitForAsync(SemaphoreSlim sent, int more)
    {
        while (sent.Wait(0))
        {
        }

        for (int answered = 0; answered < more; answered++)
        {
            await sent.WaitAsync();
        }
    }
}
