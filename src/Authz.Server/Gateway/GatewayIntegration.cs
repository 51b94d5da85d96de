namespace Authz.Server.Gateway;

/// <summary>Answers the requests of a route. Each kind is a derived record with its own case in the pipeline.</summary>
internal abstract record GatewayIntegration
{
    /// <summary>The text for operators.</summary>
    public abstract string Description { get; }
}
