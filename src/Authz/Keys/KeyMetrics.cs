using System.Diagnostics.Metrics;

namespace Authz.Keys;

/// <summary>The key instruments of the meter <c>Authz</c>. Their only free label is the issuer, as the definition writes it.</summary>
internal sealed class KeyMetrics : IDisposable
{
    private readonly Meter _meter = new("Authz");
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _unknownKeyIds;

    /// <param name="issuers">The keys whose ages are observed, asked at each observation.</param>
    public KeyMetrics(Func<IEnumerable<IssuerKeys>> issuers)
    {
        _refreshes = _meter.CreateCounter<long>("authz.keys.refreshes", "{refresh}", "Fetches of an issuer's keys, by outcome.");
        _rotations = _meter.CreateCounter<long>("authz.keys.rotations", "{rotation}", "Fetches that changed an issuer's keys.");
        _unknownKeyIds = _meter.CreateCounter<long>("authz.keys.unknown", "{token}", "Tokens whose kid the issuer's set lacked.");
        _meter.CreateObservableGauge("authz.keys.age", () => ObserveAges(issuers()), "s", "Time since an issuer's keys were last fetched.");
    }

    public void CountRefresh(string issuer, bool isSuccess) =>
        Count(_refreshes, new("issuer", issuer), new("outcome", isSuccess ? "succeeded" : "failed"));

    public void CountRotation(string issuer) => Count(_rotations, new KeyValuePair<string, object?>("issuer", issuer));

    public void CountUnknownKeyId(string issuer) => Count(_unknownKeyIds, new KeyValuePair<string, object?>("issuer", issuer));

    public void Dispose() => _meter.Dispose();

    // A listener is foreign code that runs here: its exception costs the measurement, never a decision or a refresh.
#pragma warning disable CA1031
    private static void Count(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
        }
    }
#pragma warning restore CA1031

    private static IEnumerable<Measurement<double>> ObserveAges(IEnumerable<IssuerKeys> issuers) =>
        from keys in issuers
        let age = keys.Age
        where age is not null
        select new Measurement<double>(age.Value.TotalSeconds, new KeyValuePair<string, object?>("issuer", keys.Issuer));
}
