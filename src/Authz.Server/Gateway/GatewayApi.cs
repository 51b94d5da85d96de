using System.Collections.Frozen;
using Authz.Server.Gateway.Cors;

namespace Authz.Server.Gateway;

/// <summary>One version of an API as the gateway runs it. Immutable: every request belongs wholly to one.</summary>
internal sealed class GatewayApi(ApiAuthorizerSnapshot authorizer, FrozenDictionary<string, GatewayRoute> routes)
{
    private const string DefaultStage = "$default";

    public ApiAuthorizerSnapshot Authorizer { get; } = authorizer;

    public ApiDefinition Definition => Authorizer.Definition;

    /// <summary>The routes by route key; there is one for each of the definition's.</summary>
    public FrozenDictionary<string, GatewayRoute> Routes { get; } = routes;

    /// <summary>The cross-origin rules; null where the API has none.</summary>
    public CorsRules? Cors { get; } = authorizer.Definition.Cors is { } cors ? new CorsRules(cors) : null;

    /// <summary>The variables of the stage that is served.</summary>
    public IReadOnlyDictionary<string, string> StageVariables { get; } =
        (authorizer.Definition.Stages.GetValueOrDefault(DefaultStage) ?? new StageDefinition()).StageVariables;
}
