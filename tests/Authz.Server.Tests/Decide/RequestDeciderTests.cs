using System.Diagnostics.Metrics;
using Authz.AspNetCore.Refusals;
using Authz.AspNetCore.Tests.Definitions;
using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;
using Authz.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Decide;

public sealed class RequestDeciderTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Says_WhenARequestWasReceived_ThatHadToWait()
    {
        DateTimeOffset receivedAt = _clock.GetUtcNow();
        FakeIssuer issuer = new("https://id.example", timeProvider: _clock);
        using HeldHandler held = new(issuer.CreateHandler());
        held.Hold();
        using RunningApi running = Run(issuer, held);
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using GatewayTelemetry telemetry = new(services.GetRequiredService<IMeterFactory>(), inspected: null);
        AuthorizationRequest request = new("GET", "/pets", HeaderSource.Authorization("Bearer " + issuer.Mint("pets")));
        ForwardAuthExchange exchange = new(
            new DefaultHttpContext(), running.Current, _clock, new OriginalRequest(request, "api.example", ClientAddress: null), isToldWhatToRemove: false);

        ValueTask<RefusalResponse?> deciding = new RequestDecider(telemetry).DecideAsync(exchange);
        Assert.False(deciding.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        held.Release();

        Assert.Null(await deciding);
        Assert.True(exchange.Decision.IsAllowed);
        Assert.Equal(receivedAt, exchange.ReceivedAt);
        Assert.Equal(receivedAt + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("X-User", 200, "allowed", "none")]
    [InlineData("X_User", 400, "bad_request", "target_ambiguous")]
    public async Task Counts_AnotherSpellingOfAMappedHeader_AsARefusal(string header, int status, string outcome, string reason)
    {
        using RunningApi running = Run(new ApiDefinition
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = new() { IsOpen = true, Integration = MappingOf("overwrite:header.x-user") } },
        });
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        IMeterFactory meters = services.GetRequiredService<IMeterFactory>();
        using GatewayTelemetry telemetry = new(meters, inspected: null);
        List<KeyValuePair<string, object?>> counted = [];
        using MeterListener listener = ListenToDecisions(meters, counted);
        DefaultHttpContext question = new();
        question.Request.Headers[header] = "admin";
        OriginalRequest original = new(new AuthorizationRequest("GET", "/a", default), "api.example", ClientAddress: null);

        RefusalResponse? refusal = await new RequestDecider(telemetry).DecideAsync(
            new ForwardAuthExchange(question, running.Current, _clock, original, isToldWhatToRemove: true));

        Assert.Equal(status, refusal?.StatusCode ?? 200);
        Assert.Equal(
            [new("authz.authorizer", "none"), new("authz.outcome", outcome), new("authz.reason", reason)],
            counted);
    }

    private static MeterListener ListenToDecisions(IMeterFactory meters, List<KeyValuePair<string, object?>> counted)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "authz.decisions" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.AddRange(tags));
        listener.Start();
        return listener;
    }

    private static IntegrationDefinition MappingOf(string key) => new()
    {
        Uri = "http://127.0.0.1:1",
        RequestParameters = new Dictionary<string, string> { [key] = "a" },
    };

    private RunningApi Run(FakeIssuer issuer, HttpMessageHandler handler) =>
        Run(new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "pets").AddRoute("GET /pets", "idp").Build(), handler);

    private RunningApi Run(ApiDefinition definition, HttpMessageHandler? handler = null)
    {
        GatewayStages stages = DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: true, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        return new RunningApi(
            new GatewayDefinition(definition, stages), new ApiAuthorizerOptions { KeyFetchHandler = handler, TimeProvider = _clock });
    }
}
