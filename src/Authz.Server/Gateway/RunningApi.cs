namespace Authz.Server.Gateway;

/// <summary>The API in force: a request reads it once, and a reload replaces it as a whole or not at all.</summary>
internal sealed class RunningApi : IDisposable
{
    private readonly Lock _change = new();
    private volatile GatewayApi _current;

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public RunningApi(GatewayDefinition definition, ApiAuthorizerOptions? options = null)
    {
        Authorizer = new ApiAuthorizer(
            definition.Definition,
            (options ?? new ApiAuthorizerOptions()) with
            {
                RunsLambdaAuthorizers = true,
                SuppliesSourceAddress = true,
                SuppliesStage = true,
            });
        _current = new GatewayApi(Authorizer.Current, definition.Stages);
    }

    public GatewayApi Current => _current;

    /// <summary>The engine of every version, which keeps the issuers' keys across reloads.</summary>
    public ApiAuthorizer Authorizer { get; }

    /// <summary>Puts another version in force. Requests in progress keep the one they began with.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the old version stays in force.</exception>
    public void Replace(GatewayDefinition definition)
    {
        lock (_change)
        {
            Authorizer.Reload(definition.Definition);
            _current = new GatewayApi(Authorizer.Current, definition.Stages);
        }
    }

    /// <summary>Decides each request by another definition as well, without effect.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the one before stays.</exception>
    public void ReplaceShadow(ApiDefinition definition)
    {
        lock (_change)
        {
            Authorizer.ReloadShadow(definition);
            _current = new GatewayApi(Authorizer.Current, _current.Stages);
        }
    }

    public void Dispose() => Authorizer.Dispose();
}
