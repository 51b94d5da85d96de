using System.Diagnostics.Metrics;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>The instruments of keys and signatures in the meter <c>Authz</c>, or of a shadow's in <c>Authz.Shadow</c>. Their only free label is the issuer, as the definition writes it.</summary>
internal sealed class KeyMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _taken;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _unknownKeyIds;

    /// <param name="ages">The age of each issuer's keys, asked at each observation.</param>
    /// <param name="isShadow">Whether the keys are a shadow's, whose figures are not those of the keys in force.</param>
    public KeyMetrics(Func<IEnumerable<(string Issuer, TimeSpan Age)>> ages, bool isShadow = false)
    {
        _meter = new Meter(isShadow ? "Authz.Shadow" : "Authz");
        _refreshes = _meter.CreateCounter<long>("authz.keys.refreshes", "{refresh}", "Fetches of an issuer's keys, by outcome.");
        _taken = _meter.CreateCounter<long>("authz.keys.taken", "{document}", "Documents of an issuer's keys that another replica has fetched.");
        _rotations = _meter.CreateCounter<long>("authz.keys.rotations", "{rotation}", "Fetches that changed an issuer's keys.");
        _unknownKeyIds = _meter.CreateCounter<long>("authz.keys.unknown", "{token}", "Tokens whose kid the issuer's set lacked.");
        _meter.CreateObservableGauge(
            "authz.signatures.kept_contexts", ListContexts, description: "Whether an algorithm in use is verified in kept contexts (1).");
        _meter.CreateObservableGauge("authz.keys.age", () => ages().Select(Measure), "s", "Time since an issuer's keys were last fetched.");
    }

    public void CountRefresh(string issuer, string outcome) => Count(_refreshes, new("issuer", issuer), new("outcome", outcome));

    public void CountTaken(string issuer) => Count(_taken, new KeyValuePair<string, object?>("issuer", issuer));

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

    private static IEnumerable<Measurement<int>> ListContexts() =>
        from algorithm in ContextSupport.Algorithms.Members()
        let status = ContextSupport.StatusOf(algorithm)
        where status != ContextStatus.Untried
        select new Measurement<int>(
            status == ContextStatus.Kept ? 1 : 0,
            new KeyValuePair<string, object?>("algorithm", algorithm.Name()), new KeyValuePair<string, object?>("status", status.ToCode()));

    private static Measurement<double> Measure((string Issuer, TimeSpan Age) keys) =>
        new(keys.Age.TotalSeconds, new KeyValuePair<string, object?>("issuer", keys.Issuer));
}
