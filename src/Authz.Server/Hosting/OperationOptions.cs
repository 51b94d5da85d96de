using Authz.Server.Inspector;

namespace Authz.Server.Hosting;

/// <summary>What every server of an API has beside its API.</summary>
internal record OperationOptions
{
    /// <summary>The address of <c>/healthz</c> and <c>/readyz</c>; null for none.</summary>
    public Uri? Health { get; init; }

    /// <summary>The OTLP collector that gets metrics and traces; null for none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Counts decisions for the inspector; null without one.</summary>
    public DecisionCounts? Decisions { get; init; }

    /// <summary>Receives a line for each fault of background work.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
