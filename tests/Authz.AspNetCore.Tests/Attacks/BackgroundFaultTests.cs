using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.Versioning;
using System.Text;
using Authz.AspNetCore.Definitions;
using Authz.Server.Tests.Attacks;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>Faults of an application's background work: each is logged once and counted, nothing changes, and the application goes on.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackgroundFaultTests : IDisposable
{
    private const string Faults = "authz.background.faults";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly FakeIssuer _issuer = new("https://faults.example");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly FakeLogCollector _logs = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;

    public static TheoryData<string> KeyFileFaults => [.. FileFaults.All.Keys];

    private string KeyFile => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(KeyFileFaults))]
    public async Task Logs_AFaultOfTheKeyFileOnce_AndItsEnd(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string good = _issuer.CreateKeySet().ToJsonString();
        await File.WriteAllTextAsync(KeyFile, good);
        await using HostUnderTest host = await StartAsync();
        using MetricCollector<long> faults = new(
            host.App.Services.GetRequiredService<IMeterFactory>(), JwtAuthorizerDefaults.TelemetryName, Faults);

        FileFaults.All[fault](KeyFile);
        await PassUntilAsync(host, () => Logged(202).Length > 0);
        await PassUntilAsync(host, () => host.App.Services.GetRequiredService<Probe>().Looks > 3);
        Assert.EndsWith("Those in force stay in use.", Assert.Single(Logged(202)), StringComparison.Ordinal);
        Assert.Equal("keys", Assert.Single(faults.GetMeasurementSnapshot()).Tags["authz.duty"]);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/a", _issuer.Mint("api"))).StatusCode);

        FileFaults.Mend(KeyFile, good);
        await PassUntilAsync(host, () => Logged(203).Length > 0);
        Assert.Single(Logged(202));
    }

    [Fact]
    public async Task Logs_EachChangeOfTheKeys_AndTheNextTryOfAFetchThatFailed()
    {
        await File.WriteAllTextAsync(KeyFile, _issuer.CreateKeySet().ToJsonString());
        await using HostUnderTest host = await StartAsync();
        _issuer.Rotate();
        await File.WriteAllTextAsync(KeyFile, _issuer.CreateKeySet().ToJsonString());
        await PassUntilAsync(host, () => Logged(205).Length > 0);
        await File.WriteAllTextAsync(KeyFile, "no keys");
        await PassUntilAsync(host, () => Logged(202).Length > 0);

        string changed = Assert.Single(Logged(205));
        Assert.StartsWith($"The keys of {_issuer.Issuer} have changed: ", changed, StringComparison.Ordinal);
        Assert.Contains($"{_issuer.CurrentKey.KeyId} (RS256", changed, StringComparison.Ordinal);
        Assert.Contains($"The next try is at {_time.GetUtcNow():yyyy-MM}", Assert.Single(Logged(202)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Warns_OfFilesThatOthersCanChange()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Owners are judged on Linux only.");
        string definition = Path.Combine(_folder, "authz.json");
        await File.WriteAllTextAsync(KeyFile, _issuer.CreateKeySet().ToJsonString());
        await File.WriteAllTextAsync(definition, Definition());
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        File.SetUnixFileMode(definition, UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        await using HostUnderTest host = await StartAsync(builder => builder.Services.AddApiDefinition(definition));

        Assert.Equal(
            [
                $"Whoever can change {definition} decides who gets in. {definition} may be written by group or others: remove that " +
                "permission (chmod go-w).",
                $"Whoever can change {KeyFile} decides who gets in. {KeyFile} may be written by group or others: remove that " +
                "permission (chmod go-w).",
            ],
            Logged(306));
    }

    [SkippableFact]
    public async Task Warns_OfASchemesKeyFileThatOthersCanChange()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Owners are judged on Linux only.");
        await File.WriteAllTextAsync(KeyFile, _issuer.CreateKeySet().ToJsonString());
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        await using HostUnderTest host = await StartAsync(builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                options.Issuers.Add(new JwtConfiguration { Issuer = _issuer.Issuer, Audience = ["api"], JwksFile = KeyFile }));
            builder.Services.AddAuthorization();
        });

        Assert.Contains($"{KeyFile} may be written", Assert.Single(Logged(306)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_TheOldOptions_WhenTheApplicationsOwnCodeFails()
    {
        string? fault = null;
        await using HostUnderTest host = await StartAsync(builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.BackchannelHttpHandler = _issuer.CreateHandler();
                options.Authority = _issuer.Issuer;
                options.Audience = fault is null ? "api" : throw new FormatException(fault);
            });
            builder.Services.AddAuthorization();
        });
        using MetricCollector<long> faults = new(
            host.App.Services.GetRequiredService<IMeterFactory>(), JwtAuthorizerDefaults.TelemetryName, Faults);

        fault = "The application's own.";
        ((IConfigurationRoot)host.App.Configuration).Reload();

        Assert.Contains("The application's own.", Logged(302).First(), StringComparison.Ordinal);
        Assert.All(faults.GetMeasurementSnapshot(), one => Assert.Equal("reload", one.Tags["authz.duty"]));
        Assert.NotEmpty(faults.GetMeasurementSnapshot());
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/guarded", _issuer.Mint("api"))).StatusCode);
    }

    private Task<HostUnderTest> StartAsync(Action<WebApplicationBuilder>? configure = null)
    {
        bool hasDefinition = false;
        return HostUnderTest.StartAsync(
            builder =>
            {
                builder.Logging.AddProvider(new FakeLoggerProvider(_logs));
                builder.Services.AddSingleton<TimeProvider>(_time);
                builder.Services.AddSingleton<Probe>();
                builder.Services.AddHostedService(services => services.GetRequiredService<Probe>());
                (configure ?? (own => own.Services.AddApiDefinition(ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(Definition())))))(
                    builder);
                hasDefinition = builder.Services.Any(service => service.ServiceType == typeof(DefinitionSource));
            },
            app =>
            {
                if (hasDefinition)
                {
                    app.UseApiDefinition();
                    app.MapGet("/a", () => "");
                }
                else
                {
                    app.MapGet("/guarded", () => "").RequireAuthorization();
                }
            });
    }

    private string Definition() => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": {
            "issuer": "{{_issuer.Issuer}}", "audience": ["api"], "jwksFile": "{{KeyFile}}" } } },
          "routes": { "GET /a": { "authorizer": "idp" } }
        }
        """;

    private string[] Logged(int id) =>
        [.. _logs.GetSnapshot().Where(record => record.Id.Id == id).Select(record => record.Message)];

    // Time stands still while a file is read, which would otherwise take too long by a clock that a test moves.
    private async Task PassUntilAsync(HostUnderTest host, Func<bool> isSeen)
    {
        using CancellationTokenSource end = new(s_patience);
        while (!isSeen())
        {
            end.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await host.App.Services.GetRequiredService<DefinitionAuthorizer>().Engine.WarmUpAsync();
            await Task.Yield();
        }
    }

    // Counts five seconds each, in which the key file is read again.
    private sealed class Probe(TimeProvider time) : BackgroundService
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(5), time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Interlocked.Increment(ref _looks);
            }
        }
    }
}
