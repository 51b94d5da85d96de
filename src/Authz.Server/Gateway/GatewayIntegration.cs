namespace Authz.Server.Gateway;

/// <summary>What answers the requests of a route. Each kind is a record of its own, and has its arm in the pipeline.</summary>
internal abstract record GatewayIntegration
{
    /// <summary>What an operator is shown.</summary>
    public abstract string Description { get; }
}
