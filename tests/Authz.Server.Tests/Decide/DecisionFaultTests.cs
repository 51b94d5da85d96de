using System.Net;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Tests.Decide.ExtAuthz;
using Authz.Testing;
using Grpc.Core;

namespace Authz.Server.Tests.Decide;

/// <summary>What a proxy is told, and the log, where a question cannot be decided for a fault that nobody foresees.</summary>
public sealed class DecisionFaultTests
{
    private readonly FakeIssuer _issuer = new();
    private readonly FaultyClock _clock = new();

    [Fact]
    public async Task Rejects_OverHttp()
    {
        await using LineWriter log = new();
        await using AccessLogSinks sinks = new(log, Assert.Fail);
        await using DeciderUnderTest decider = await StartAsync(sinks);
        using HttpClient client = new() { BaseAddress = decider.ForwardAuth };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + _issuer.Mint("pets"));

        _clock.IsFaulty = true;
        using HttpResponseMessage failed = await client.GetAsync(new Uri("/pets", UriKind.Relative));
        _clock.IsFaulty = false;
        using HttpResponseMessage allowed = await client.GetAsync(new Uri("/pets", UriKind.Relative));

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK), (failed.StatusCode, allowed.StatusCode));
        Assert.Empty(await failed.Content.ReadAsStringAsync());
        Assert.Equal("500 Internal Server Error", await log.FindLineAsync("500"));
        Assert.Equal("200 -", await log.FindLineAsync("200"));
    }

    [Fact]
    public async Task Rejects_OverGrpc()
    {
        await using LineWriter log = new();
        await using AccessLogSinks sinks = new(log, Assert.Fail);
        await using DeciderUnderTest decider = await StartAsync(sinks);
        using CheckClient client = new(decider.ExtAuthz);
        CheckRequest question = CheckClient.Question("GET", "/pets", [new("Authorization", "Bearer " + _issuer.Mint("pets"))]);

        _clock.IsFaulty = true;
        RpcException failed = await Assert.ThrowsAsync<RpcException>(() => client.CheckAsync(question));
        _clock.IsFaulty = false;

        Assert.Equal((StatusCode.Internal, "Internal Server Error"), (failed.StatusCode, failed.Status.Detail));
        Assert.Equal(0, (await client.CheckAsync(question)).Status.Code);
        Assert.Equal("500 Internal Server Error", await log.FindLineAsync("500"));
        Assert.Equal("200 -", await log.FindLineAsync("200"));
    }

    private Task<DeciderUnderTest> StartAsync(AccessLogSinks accessLogs) => DeciderUnderTest.StartAsync(
        new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "pets")
            .AddRoute("GET /pets", "idp")
            .AddStage("$default", new StageDefinition
            {
                AccessLogSettings = new AccessLogSettings { Format = "$context.status $context.error.message" },
            })
            .Build(),
        new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler(), TimeProvider = _clock },
        accessLogs: accessLogs);

    private sealed class FaultyClock : TimeProvider
    {
        public volatile bool IsFaulty;

        public override DateTimeOffset GetUtcNow() =>
            IsFaulty ? throw new InvalidTimeZoneException("A fault that no stage foresees.") : base.GetUtcNow();
    }
}
