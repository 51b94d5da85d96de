using Authz.Server.Inspector;

namespace Authz.Server.Gateway;

/// <summary>How a gateway runs, apart from the API that it serves.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where it listens; without effect where <see cref="Kestrel"/> names endpoints.</summary>
    public required Uri Listen { get; init; }

    /// <summary>The file with <see cref="Kestrel"/>, for messages.</summary>
    public string? KestrelPath { get; init; }

    /// <summary>Kestrel's own configuration: endpoints, certificates, protocols; null for plain HTTP/1.1 on <see cref="Listen"/>.</summary>
    public IConfiguration? Kestrel { get; init; }

    /// <summary>Where <c>/healthz</c> and <c>/readyz</c> are answered; null for nowhere.</summary>
    public Uri? Health { get; init; }

    /// <summary>The OTLP collector that gets metrics and traces; null for none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Where decisions are counted for the inspector; null for nowhere.</summary>
    public DecisionCounts? Decisions { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
