using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Gateway.Stages;

/// <summary>The settings that definitions leave to every kind of server.</summary>
internal record StageCompilerOptions
{
    /// <summary>The only stage to serve, from the root; null for all, each under its own prefix.</summary>
    public string? Stage { get; init; }

    /// <summary>The destinations of access logs; null to write none.</summary>
    public AccessLogSinks? AccessLogs { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
