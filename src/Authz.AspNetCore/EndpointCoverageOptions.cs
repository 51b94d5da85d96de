namespace Authz.AspNetCore;

/// <summary>What happens when an endpoint neither requires authorization nor says that it allows anyone.</summary>
public sealed class EndpointCoverageOptions
{
    /// <summary>Whether the application then refuses to start; otherwise the endpoints are logged as a warning.</summary>
    /// <value>The default is false.</value>
    public bool RefuseToStart { get; set; }
}
