namespace Authz.Server.Gateway;

/// <summary>Answers the requests of a route. Each kind is a derived record with its own case in the pipeline.</summary>
internal abstract record GatewayIntegration
{
    /// <summary>The text for operators.</summary>
    public abstract string Description { get; }

    /// <summary>The time limit for the whole exchange, from the first octet of the body that is read.</summary>
    public abstract TimeSpan Timeout { get; init; }
}
