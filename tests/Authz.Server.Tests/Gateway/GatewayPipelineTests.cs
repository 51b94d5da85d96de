using System.Diagnostics.Metrics;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Requests;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Server.Tests.Gateway;

/// <summary>What a client gets where something inside the gateway fails that no stage foresaw.</summary>
public sealed class GatewayPipelineTests
{
    [Fact]
    public async Task Answers500_InTheServicesWords_AndServesTheNext()
    {
        FailingOnceTimeProvider time = new();
        await using TestGateway gateway = await TestGateway.StartAsync(
            (_, backend) => TestGateway.Define(
                [("GET /a", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend } })]),
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), TimeProvider = time });
        time.CallsBeforeFailure = 0;

        RawAnswer failed = await gateway.SendAsync("GET /a");
        RawAnswer next = await gateway.SendAsync("GET /a");

        Assert.Equal((500, """{"message":"Internal Server Error"}"""), (failed.Status, failed.Body));
        Assert.Equal(16, failed["Apigw-Requestid"]!.Length);
        Assert.Equal(200, next.Status);
    }

    // Half an answer must not pass for a whole one: the chunk that would end it never comes.
    [Fact]
    public async Task EndsTheConnection_WhenAFaultComesAfterTheAnswerBegan()
    {
        FailingOnceTimeProvider time = new();
        await using TestGateway gateway = await TestGateway.StartAsync(
            (_, backend) => TestGateway.Define(
                [("GET /a", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend } })]),
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), TimeProvider = time });
        gateway.Backend.Answer = _ => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        RawAnswer whole = await gateway.SendAsync("GET /a");

        // The second reading of the clock is that of the integration's end.
        time.CallsBeforeFailure = 1;
        RawAnswer failed = await gateway.SendAsync("GET /a");

        Assert.Contains(failed.Status, (int[])[0, 200, 500]);
        Assert.False(failed.Status == 200 && failed.Body.EndsWith("0\r\n\r\n", StringComparison.Ordinal), failed.Body);
        Assert.Equal((200, "5\r\nhello\r\n0\r\n\r\n"), (whole.Status, whole.Body));
        Assert.Equal(whole.Body, (await gateway.SendAsync("GET /a")).Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndsTheConnection_WhenTheFailuresOwnAnswerFails(bool hasStarted)
    {
        RouteDefinition route = new() { IsOpen = true, Integration = new IntegrationDefinition { Uri = "http://127.0.0.1:1" } };
        using RunningApi running = new(TestGateway.Compile(TestGateway.Define([("GET /none", route)])));
        ViaPseudonym pseudonym = new();
        using FunctionClient functions = new(pseudonym, TimeProvider.System);
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using GatewayTelemetry telemetry = new(services.GetRequiredService<IMeterFactory>(), inspected: null);
        GatewayPipeline pipeline = new(
            running, backends: null!, functions, pseudonym, ForwardedRequests.OfConnections, ClientCertificates.OfConnections, telemetry, TimeProvider.System,
            NullLogger<GatewayPipeline>.Instance);
        BrokenExchange exchange = new(hasStarted);
        DefaultHttpContext context = new();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/a";
        context.Features.Set<IHttpResponseFeature>(exchange);
        context.Features.Set<IHttpRequestLifetimeFeature>(exchange);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(exchange.Broken));

        await pipeline.InvokeAsync(context);

        Assert.Equal((hasStarted ? 1 : 2, true), (exchange.Broken.Writes, exchange.IsAborted));
    }

    /// <summary>An answer whose body cannot be written, which may have begun already.</summary>
    private sealed class BrokenExchange(bool hasStarted) : HttpResponseFeature, IHttpRequestLifetimeFeature
    {
        public override bool HasStarted => hasStarted && Broken.Writes > 0;

        public BrokenStream Broken { get; } = new();

        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            throw new InvalidOperationException("Response Content-Length mismatch.");
        }
    }

    private sealed class FailingOnceTimeProvider : TimeProvider
    {
        private int _calls = int.MaxValue;

        public int CallsBeforeFailure
        {
            set => _calls = value;
        }

        public override long GetTimestamp() =>
            Interlocked.Decrement(ref _calls) == -1
                ? throw new InvalidTimeZoneException("A fault that no stage foresees.")
                : base.GetTimestamp();
    }
}
