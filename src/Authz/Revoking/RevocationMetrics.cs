using System.Diagnostics.Metrics;

namespace Authz.Revoking;

/// <summary>The instruments of revocations in the meter <c>Authz</c>. Their only label is the source, as the operator names it.</summary>
internal sealed class RevocationMetrics : IDisposable
{
    private readonly Meter _meter = new("Authz");

    /// <param name="sources">The state of each source, asked at each observation.</param>
    public RevocationMetrics(Func<IReadOnlyList<RevocationStatus>> sources)
    {
        _meter.CreateObservableGauge(
            "authz.revocation.entries", () => sources().Select(source => Measure(source, source.Entries)), "{entry}", "Revocations in force.");
        _meter.CreateObservableGauge(
            "authz.revocation.staleness",
            () => sources().Where(source => source.Staleness is not null).Select(source => Measure(source, source.Staleness!.Value.TotalSeconds)),
            "s",
            "Time since the revocations were last known to be complete.");
        _meter.CreateObservableCounter(
            "authz.revocation.unchecked",
            () => sources().Select(source => Measure(source, source.Unchecked)),
            "{request}",
            "Requests judged by revocations that may be incomplete.");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<T> Measure<T>(RevocationStatus source, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("source", source.Source));
}
