namespace Authz.Server.Gateway;

/// <summary>A request's exchange with its integration, for the access log.</summary>
internal sealed class IntegrationRecord
{
    /// <summary>The status of the backend's or function's answer; null for none.</summary>
    public int? Status { get; set; }

    /// <summary>How long the integration took; null if it was not called.</summary>
    public TimeSpan? Latency { get; set; }

    /// <summary>The error; null if there is none.</summary>
    public string? Error { get; set; }
}
