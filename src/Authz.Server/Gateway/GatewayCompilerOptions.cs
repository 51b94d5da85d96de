using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>The settings that definitions leave to the gateway.</summary>
internal sealed record GatewayCompilerOptions : StageCompilerOptions
{
    /// <summary>The backend of routes without an integration; null for none.</summary>
    public Uri? Target { get; init; }

    /// <summary>The addresses that no backend or function may have; null if they are not known.</summary>
    public ListenAddresses? ListenAddresses { get; init; }

    /// <summary>The addresses of functions.</summary>
    public FunctionAddresses Functions { get; init; } = FunctionAddresses.None;

    /// <summary>
    /// Receives the name of each function without an address, once, and its routes answer 503; null to make it a problem.
    /// </summary>
    public Action<string>? ReportUnaddressed { get; init; }
}
