using System.Diagnostics.Metrics;

namespace Authz.Server.Gateway.Operation;

/// <summary>What became of the changes of a definition while it is served.</summary>
internal sealed class DefinitionReloads
{
    private const string OutcomeTag = "outcome";
    private const string Applied = "applied";
    private const string Refused = "refused";

    private static readonly Meter s_meter = new(GatewayTelemetry.Name);

    private static readonly Counter<long> s_reloads =
        s_meter.CreateCounter<long>("authz.definition.reloads", "{reload}", "Changes of the definition, by outcome: applied or refused.");

    private volatile bool _isRefused;

    // A counter that begins with its first event has not increased, for whoever asks by how much.
    public DefinitionReloads()
    {
        Count(Applied, 0);
        Count(Refused, 0);
    }

    /// <summary>Whether the file as it is now is not in force, but an earlier state of it.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>A change is in force.</summary>
    public void Apply()
    {
        _isRefused = false;
        Count(Applied, 1);
    }

    /// <summary>A change was refused, or the file has gone.</summary>
    public void Refuse()
    {
        _isRefused = true;
        Count(Refused, 1);
    }

    /// <summary>The file is again as it is in force.</summary>
    public void Return() => _isRefused = false;

    // A listener is foreign code, and whoever counts a reload goes on.
#pragma warning disable CA1031
    private static void Count(string outcome, long count)
    {
        try
        {
            s_reloads.Add(count, new KeyValuePair<string, object?>(OutcomeTag, outcome));
        }
        catch (Exception)
        {
        }
    }
#pragma warning restore CA1031
}
