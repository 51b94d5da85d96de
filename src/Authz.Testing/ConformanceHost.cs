namespace Authz.Testing;

/// <summary>
/// A host under the conformance suite: a gateway, a middleware, a function. It is started once with the suite's API definition, before
/// a backend that answers 200 to every request that it receives.
/// </summary>
public abstract class ConformanceHost : IAsyncDisposable
{
    /// <summary>Starts the host.</summary>
    /// <param name="definition">The API to protect.</param>
    /// <param name="options">How the engine reaches the suite's issuers.</param>
    public abstract Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options);

    /// <summary>Sends a request, its target and headers unchanged, and returns the answer.</summary>
    public abstract Task<ConformanceAnswer> SendAsync(ConformanceRequest request);

    /// <summary>Stops the host.</summary>
    public abstract ValueTask DisposeAsync();
}
