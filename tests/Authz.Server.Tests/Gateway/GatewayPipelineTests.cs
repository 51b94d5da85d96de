using Authz.Server.Gateway;

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
        time.CallsBeforeFailure = 1;

        RawAnswer failed = await gateway.SendAsync("GET /a");
        RawAnswer next = await gateway.SendAsync("GET /a");

        Assert.Equal((500, """{"message":"Internal Server Error"}"""), (failed.Status, failed.Body));
        Assert.Equal(16, failed["Apigw-Requestid"]!.Length);
        Assert.Equal(200, next.Status);
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
