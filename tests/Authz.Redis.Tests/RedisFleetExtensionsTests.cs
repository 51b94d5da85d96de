using System.Net;
using System.Net.Http.Headers;
using Authz.AspNetCore;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authz.Redis.Tests;

public sealed class RedisFleetExtensionsTests : IDisposable
{
    private static readonly FakeIssuer s_issuer = new("https://id.example.com/", ["ES256"]);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _secret = Path.GetTempFileName();

    public RedisFleetExtensionsTests() => File.WriteAllText(_secret, RedisReplica.Secret);

    public void Dispose() => File.Delete(_secret);

    [SkippableFact]
    public async Task Refuses_AtBothApplications_WhatOneHasRevoked()
    {
        using RedisServer server = RedisServer.Start();
        await using WebApplication one = await StartAsync(server.Url);
        await using WebApplication other = await StartAsync(server.Url);
        string bad = s_issuer.Token("pets").With("jti", "bad").Sign(s_issuer.CurrentKey);
        string good = s_issuer.Token("pets").With("jti", "good").Sign(s_issuer.CurrentKey);
        foreach (string path in new[] { "/scheme", "/route" })
        {
            await WaitForAsync(one, path, good, HttpStatusCode.OK);
            await WaitForAsync(other, path, bad, HttpStatusCode.OK);
        }

        await one.Services.GetRequiredService<Fleet>().RevokeAsync(new RevocationEntry
        {
            Issuer = s_issuer.Issuer,
            Claim = RevocationClaim.TokenId,
            Value = "bad",
            Until = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1),
        });
        foreach (string path in new[] { "/scheme", "/route" })
        {
            await WaitForAsync(one, path, bad, HttpStatusCode.Unauthorized);
            await WaitForAsync(other, path, bad, HttpStatusCode.Unauthorized);
            await WaitForAsync(other, path, good, HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("Url", null, "Authz:Redis: 'Url' is missing. Name the fleet's store: redis://HOST:PORT, or rediss:// for TLS.")]
    [InlineData("Url", "http://a", "Authz:Redis: 'Url' 'http://a' is no store: write redis://HOST:PORT, or rediss://HOST:PORT for TLS.")]
    [InlineData("FleetSecretFile", null, "Authz:Redis: 'FleetSecretFile' is missing. Name the file of the fleet's secret: without it, whoever can write to the store would be believed.")]
    [InlineData("FleetSecretFile", "/nowhere/secret", "Authz:Redis: 'FleetSecretFile' Could not find a part of the path '/nowhere/secret'.")]
    [InlineData("PasswordFile", "/nowhere/password", "Authz:Redis: 'PasswordFile' Could not find a part of the path '/nowhere/password'.")]
    [InlineData("Password", "secret", "Authz:Redis:Password: 'Password' is not a setting of a fleet. Correct its name, or remove it.")]
    public async Task Refuses_ToStart_WithSettingsThatCannotBeUsed(string setting, string? value, string problem)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("redis://127.0.0.1:1", (setting, value)));
        Assert.Equal([problem], exception.Failures);
    }

    [Fact]
    public async Task Starts_WhileTheStoreIsGone()
    {
        await using WebApplication app = await StartAsync("redis://127.0.0.1:1");
        await WaitForAsync(app, "/scheme", s_issuer.Token("pets").Sign(s_issuer.CurrentKey), HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public void Refuses_ASecondFleet() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddAuthzRedis().AddAuthzRedis());

    private async Task<WebApplication> StartAsync(string url, params (string Name, string? Value)[] changed)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        Dictionary<string, string?> settings = new() { ["Authz:Redis:Url"] = url, ["Authz:Redis:FleetSecretFile"] = _secret };
        foreach ((string name, string? value) in changed)
        {
            settings["Authz:Redis:" + name] = value;
        }

        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddAuthzRedis();
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            options.Authority = s_issuer.Issuer;
            options.Audience = "pets";
            options.BackchannelHttpHandler = s_issuer.CreateHandler();
            options.Revocation = new RevocationDefinition();
        });
        builder.Services.AddAuthorization();
        builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder()
                .AddAuthorizer("idp", new AuthorizerDefinition
                {
                    JwtConfiguration = [new JwtConfiguration { Issuer = s_issuer.Issuer, Audience = ["pets"] }],
                    Revocation = new RevocationDefinition(),
                })
                .AddRoute("GET /route", "idp")
                .AddOpenRoute("GET /scheme")
                .Build(),
            options => options.Engine = options.Engine with { KeyFetchHandler = s_issuer.CreateHandler() });
        WebApplication app = builder.Build();
        app.UseRouting();
        app.UseApiDefinition();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/scheme", () => "good").RequireAuthorization();
        app.MapGet("/route", () => "good");
        await app.StartAsync();
        return app;
    }

    private static async Task WaitForAsync(WebApplication app, string path, string token, HttpStatusCode expected)
    {
        using HttpClient client = app.GetTestClient();
        using CancellationTokenSource end = new(s_patience);
        HttpStatusCode found;
        do
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using HttpResponseMessage response = await client.SendAsync(request, end.Token);
            found = response.StatusCode;
        }
        while (found != expected);
    }
}
