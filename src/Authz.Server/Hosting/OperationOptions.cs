using Authz.Server.Inspector;
using Authz.Server.Logging;

namespace Authz.Server.Hosting;

/// <summary>What every server of an API has beside its API.</summary>
internal record OperationOptions
{
    /// <summary>The address of <c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>; null for none.</summary>
    public Uri? Health { get; init; }

    /// <summary>The address of <c>/metrics</c>; null for none.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>How everything is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>The OTLP collector that gets metrics and traces; null for none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Counts decisions for the inspector; null without one.</summary>
    public DecisionCounts? Decisions { get; init; }

    /// <summary>Receives a line for each fault of background work.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
