using System.Diagnostics.Metrics;

namespace Authz.Server.Gateway.Operation;

/// <summary>Counts what went wrong in the gateway's background work, each time and not only when it is reported.</summary>
internal static class BackgroundFaults
{
    public const string Reload = "reload";
    public const string AccessLog = "access_log";
    public const string Endpoints = "endpoints";
    public const string Keys = "keys";
    public const string Revocations = "revocations";
    public const string Telemetry = "telemetry";
    public const string Output = "output";
    public const string Sockets = "sockets";

    /// <summary>The name of the counter.</summary>
    public const string Name = "authz.background.faults";

    private static readonly Meter s_meter = new(GatewayTelemetry.Name);

    private static readonly Counter<long> s_faults =
        s_meter.CreateCounter<long>(Name, "{fault}", "Faults of background work, which went on afterwards, by duty.");

    // A listener is foreign code, and whoever counts a fault goes on.
#pragma warning disable CA1031
    public static void Count(string duty)
    {
        try
        {
            s_faults.Add(1, new KeyValuePair<string, object?>("authz.duty", duty));
        }
        catch (Exception)
        {
        }
    }
#pragma warning restore CA1031
}
