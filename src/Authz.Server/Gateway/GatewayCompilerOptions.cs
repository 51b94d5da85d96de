using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway;

/// <summary>What definitions leave to whoever runs them.</summary>
internal sealed record GatewayCompilerOptions
{
    /// <summary>The backend of routes without an integration; null for none.</summary>
    public Uri? Target { get; init; }

    /// <summary>Where functions run.</summary>
    public FunctionAddresses Functions { get; init; } = FunctionAddresses.None;

    /// <summary>The one stage to serve, from the root; null for all, each where the definition says.</summary>
    public string? Stage { get; init; }

    /// <summary>Where access logs go; null if none is kept.</summary>
    public AccessLogSinks? AccessLogs { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
