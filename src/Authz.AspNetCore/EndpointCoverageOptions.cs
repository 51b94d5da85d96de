namespace Authz.AspNetCore;

/// <summary>The consequence of an endpoint that neither requires authorization nor allows anonymous users.</summary>
public sealed class EndpointCoverageOptions
{
    /// <summary>Whether the application then refuses to start; otherwise the endpoints are logged as a warning.</summary>
    /// <value>The default is false.</value>
    public bool RefuseToStart { get; set; }
}
