using System.Diagnostics.Metrics;

namespace Authz.AspNetCore.Operation;

/// <summary>Counts what went wrong in background work, which went on afterwards.</summary>
internal sealed class BackgroundFaults(IMeterFactory meters)
{
    public const string Keys = "keys";
    public const string Reload = "reload";

    private readonly Counter<long> _faults = meters.Create(JwtAuthorizerDefaults.TelemetryName)
        .CreateCounter<long>("authz.background.faults", "{fault}", "Faults of background work, which went on afterwards, by duty.");

    // A listener is foreign code, and whoever reports a fault goes on.
#pragma warning disable CA1031
    public void Count(string duty)
    {
        try
        {
            _faults.Add(1, new KeyValuePair<string, object?>("authz.duty", duty));
        }
        catch (Exception)
        {
        }
    }
#pragma warning restore CA1031
}
