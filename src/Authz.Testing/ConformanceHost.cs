namespace Authz.Testing;

/// <summary>
/// A host as the conformance suite sees it: a gateway, a middleware, a function. It is started once on the suite's API definition, behind
/// it whatever answers 200 to every request that gets through.
/// </summary>
public abstract class ConformanceHost : IAsyncDisposable
{
    /// <summary>Starts the host.</summary>
    /// <param name="definition">The API to protect.</param>
    /// <param name="options">How the engine reaches the suite's issuers.</param>
    public abstract Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options);

    /// <summary>Sends a request, its target and headers unchanged, and tells the answer.</summary>
    public abstract Task<ConformanceAnswer> SendAsync(ConformanceRequest request);

    /// <summary>Stops the host.</summary>
    public abstract ValueTask DisposeAsync();
}
