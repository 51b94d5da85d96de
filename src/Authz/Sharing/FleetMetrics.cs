using System.Diagnostics.Metrics;

namespace Authz.Sharing;

/// <summary>The instruments of a fleet in the meter <c>Authz</c>. Their only label is the store, as operators know it.</summary>
internal sealed class FleetMetrics : IDisposable
{
    private readonly Meter _meter = new("Authz");

    /// <param name="status">The state of the fleet, asked at each observation.</param>
    public FleetMetrics(Func<FleetStatus> status)
    {
        _meter.CreateObservableCounter(
            "authz.replay.unchecked",
            () => Measure(status(), status().UncheckedProofs),
            "{proof}",
            "DPoP proofs that the fleet's store did not answer for in time: this replica alone has decided.");
        _meter.CreateObservableCounter(
            "authz.fleet.ignored", () => Measure(status(), status().IgnoredMessages), "{message}", "Messages and values that no replica has sealed.");
        _meter.CreateObservableCounter(
            "authz.fleet.failures", () => Measure(status(), status().FailedCalls), "{call}", "Calls of the fleet's store that failed.");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Measure(FleetStatus status, long value) => new(value, new KeyValuePair<string, object?>("source", status.Store));
}
