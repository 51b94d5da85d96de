using Authz.AspNetCore.Operation;
using Microsoft.Extensions.Logging.Testing;

namespace Authz.AspNetCore.Tests.Operation;

public sealed class RevocationChangesTests
{
    private readonly FakeLogger _logger = new();

    [Fact]
    public void Logs_EachChange_Once()
    {
        RevocationChanges changes = new(_logger);
        RevocationStatus complete = new() { Source = "redis://store", Entries = 0 };
        FleetStatus reached = new() { Store = "redis://store", IsConnected = true };
        RevocationStatus incomplete = complete with { LastError = "The store failed." };
        FleetStatus gone = reached with { IsConnected = false, FailedCalls = 1 };
        for (int look = 0; look < 3; look++)
        {
            changes.Look([complete], reached with { IsConnected = false });
        }

        Assert.Equal(0, _logger.Collector.Count);
        for (int look = 0; look < 3; look++)
        {
            // Two engines ask the same store.
            changes.Look([incomplete, incomplete], gone);
        }

        for (int look = 0; look < 3; look++)
        {
            changes.Look([complete], reached with { FailedCalls = 1 });
        }

        Assert.Equal([207, 209, 208, 210], _logger.Collector.GetSnapshot().Select(record => record.Id.Id));
        Assert.Equal(
            "The revocations of redis://store may be incomplete (The store failed.); they are relied on up to maximumStaleness.",
            _logger.Collector.GetSnapshot()[0].Message);
    }

    [Fact]
    public void Logs_Nothing_WithoutRevocations()
    {
        new RevocationChanges(_logger).Look([], fleet: null);
        Assert.Equal(0, _logger.Collector.Count);
    }
}
