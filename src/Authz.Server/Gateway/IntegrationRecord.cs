namespace Authz.Server.Gateway;

/// <summary>What became of a request behind the gateway, for the access log.</summary>
internal sealed class IntegrationRecord
{
    /// <summary>The status that the backend or function answered; null for none.</summary>
    public int? Status { get; set; }

    /// <summary>How long it took; null if none was asked.</summary>
    public TimeSpan? Latency { get; set; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Error { get; set; }
}
