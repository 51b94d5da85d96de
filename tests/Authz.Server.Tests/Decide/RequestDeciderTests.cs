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
        using GatewayTelemetry telemetry = new(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), inspected: null);
        AuthorizationRequest request = new("GET", "/pets", HeaderSource.Authorization("Bearer " + issuer.Mint("pets")));
        ForwardAuthExchange exchange = new(
            new DefaultHttpContext(), running.Current, _clock, new OriginalRequest(request, "api.example", ClientAddress: null));

        ValueTask<AspNetCore.Refusals.RefusalResponse?> deciding = new RequestDecider(telemetry).DecideAsync(exchange);
        Assert.False(deciding.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        held.Release();

        Assert.Null(await deciding);
        Assert.True(exchange.Decision.IsAllowed);
        Assert.Equal(receivedAt, exchange.ReceivedAt);
        Assert.Equal(receivedAt + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    private RunningApi Run(FakeIssuer issuer, HttpMessageHandler handler)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, "pets").AddRoute("GET /pets", "idp").Build();
        GatewayStages stages = DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: true, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        return new RunningApi(
            new GatewayDefinition(definition, stages), new ApiAuthorizerOptions { KeyFetchHandler = handler, TimeProvider = _clock });
    }
}
