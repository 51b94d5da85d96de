using System.Collections.Frozen;

namespace Authz.Server.Gateway;

/// <summary>The API in force: a request reads it once, and a reload replaces it wholly or not at all.</summary>
internal sealed class RunningApi(ApiAuthorizer authorizer, FrozenDictionary<string, GatewayRoute> routes)
{
    private volatile GatewayApi _current = new(authorizer.Current, routes);

    public GatewayApi Current => _current;

    /// <summary>The engine of every version, which keeps the issuers' keys across reloads.</summary>
    public ApiAuthorizer Authorizer { get; } = authorizer;

    /// <summary>Puts another version in force. Requests under way keep the one they began with.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the old version stays in force.</exception>
    public void Replace(ApiDefinition definition, FrozenDictionary<string, GatewayRoute> routes)
    {
        Authorizer.Reload(definition);
        _current = new GatewayApi(Authorizer.Current, routes);
    }
}
