using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Tests.Definitions;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Authz.AspNetCore.Tests.Operation;

public sealed class OperationTests
{
    private readonly FakeIssuer _issuer = new("https://operation.example");
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public async Task Counts_DecisionsByAuthorizerOutcomeAndReason()
    {
        await using HostUnderTest host = await StartAsync();
        using MetricCollector<long> decisions = new(
            host.App.Services.GetRequiredService<IMeterFactory>(), JwtAuthorizerDefaults.TelemetryName, "authz.decisions");
        await host.GetAsync("/", _issuer.Mint("api"));
        await host.GetAsync("/", _issuer.Mint("other"));

        Assert.Equal(
            ["Bearer allowed none", "Bearer unauthorized audience_mismatch"],
            decisions.GetMeasurementSnapshot().Select(
                one => $"{one.Tags["authz.authorizer"]} {one.Tags["authz.outcome"]} {one.Tags["authz.reason"]}"));
    }

    [Fact]
    public async Task Traces_Decisions()
    {
        List<string?> reasons = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == JwtAuthorizerDefaults.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => reasons.Add(activity.GetTagItem("authz.reason") as string),
        };
        ActivitySource.AddActivityListener(listener);
        await using HostUnderTest host = await StartAsync();
        await host.GetAsync("/", "traced-and-malformed");

        Assert.Contains("token_malformed", reasons);
    }

    [Fact]
    public async Task Counts_AMissingTokenAndAMissingScope_OnlyWhenTheyAreRefused()
    {
        await using HostUnderTest host = await StartAsync(map: app =>
        {
            app.MapGet("/scoped", () => "").RequireScope("admin");
            app.MapGet("/open", () => "");
        });
        using MetricCollector<long> decisions = new(
            host.App.Services.GetRequiredService<IMeterFactory>(), JwtAuthorizerDefaults.TelemetryName, "authz.decisions");
        await host.GetAsync("/open");
        await host.GetAsync("/");
        await host.GetAsync("/scoped", _issuer.Mint("api", "other"));

        Assert.Equal(
            ["Bearer unauthorized token_missing", "Bearer allowed none", "Bearer forbidden scope_missing"],
            decisions.GetMeasurementSnapshot().Select(
                one => $"{one.Tags["authz.authorizer"]} {one.Tags["authz.outcome"]} {one.Tags["authz.reason"]}"));
        Assert.Equal(
            ["Refused by Bearer: token_missing.", "Refused by Bearer: scope_missing."],
            _logs.GetSnapshot().Where(record => record.Id.Id == 101).Select(record => record.Message));
    }

    [Fact]
    public async Task Restores_TheActivityForTheEndpoint_AfterAWaitForKeys()
    {
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == JwtAuthorizerDefaults.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using HeldHandler held = new(_issuer.CreateHandler());
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(
                new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /", "idp").Build(),
                options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = held }),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/", () => Activity.Current?.OperationName ?? "none of ours");
            });
        held.Hold();
        _issuer.Rotate();
        Task<HttpResponseMessage> waiting = host.GetAsync("/", _issuer.Mint("api"));
        await held.Asked;
        held.Release();

        Assert.Equal("none of ours", await (await waiting).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Ends_WithoutAnError_WhenTheApplicationIsDisposedUnstopped()
    {
        HostUnderTest host = await StartAsync();
        SchemeService service = host.App.Services.GetServices<IHostedService>().OfType<SchemeService>().Single();
        await host.DisposeAsync();
        await Task.WhenAny(service.ExecuteTask!);

        Assert.Equal(TaskStatus.RanToCompletion, service.ExecuteTask!.Status);
    }

    [Fact]
    public async Task Logs_Refusals_WithoutTheToken()
    {
        await using HostUnderTest host = await StartAsync();
        string token = _issuer.Mint("other");
        await host.GetAsync("/", token);
        FakeLogRecord[] records = [.. _logs.GetSnapshot()];

        Assert.Contains(records, record => record.Id.Id == 101 && record.Message == "Refused by Bearer: audience_mismatch.");
        Assert.DoesNotContain(records, record => record.Message.Contains(token[^20..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_UnusableKeysAsUnhealthy_AndRecovers()
    {
        _issuer.Outage = HttpStatusCode.BadGateway;
        await using HostUnderTest down = await StartAsync();
        _issuer.Outage = null;
        await using HostUnderTest up = await StartAsync();

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(down)).Status);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(up)).Status);
    }

    [Fact]
    public async Task Warns_OfKeysOverHttp_AtStart()
    {
        await using HostUnderTest host = await StartAsync(services => services.Configure<JwtAuthorizerOptions>(
            "Bearer", options => options.InsecureHttpHosts.Add("keycloak:8080")));

        Assert.Contains(
            _logs.GetSnapshot(),
            record => record.Id.Id == 206 && record.Message == $"The keys of {_issuer.Issuer} may come from keycloak:8080 over http: " +
                "whoever is on the way to it can issue tokens.");
    }

    [Fact]
    public async Task Warns_OfUnprotectedEndpoints()
    {
        await using HostUnderTest host = await StartAsync(map: app => app.MapGet("/forgotten", () => ""));

        Assert.Contains(
            _logs.GetSnapshot(),
            record => record.Id.Id == 303 && record.Message.EndsWith("HTTP: GET /forgotten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejects_Start_WithUnprotectedEndpoints_WhenAsked()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            services => services.AddEndpointCoverage(options => options.RefuseToStart = true), app => app.MapGet("/forgotten", () => "")));

        Assert.Contains("GET /forgotten", exception.Message, StringComparison.Ordinal);
    }

    private static Task<HealthReport> CheckAsync(HostUnderTest host) =>
        host.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private Task<HostUnderTest> StartAsync(Action<IServiceCollection>? addServices = null, Action<WebApplication>? map = null) =>
        HostUnderTest.StartAsync(
            builder =>
            {
                builder.Logging.AddProvider(new FakeLoggerProvider(_logs));
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    options.Authority = _issuer.Issuer + "/";
                    options.Audience = "api";
                    options.BackchannelHttpHandler = _issuer.CreateHandler();
                });
                builder.Services.AddAuthorization();
                builder.Services.AddHealthChecks().AddIssuerKeys();
                addServices?.Invoke(builder.Services);
            },
            app =>
            {
                app.MapGet("/", () => "").RequireAuthorization();
                map?.Invoke(app);
            });
}
