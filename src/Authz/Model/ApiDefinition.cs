using System.Collections.ObjectModel;

namespace Authz;

/// <summary>
/// An API: its authorizers and its routes. Immutable; made by <see cref="ApiDefinitionBuilder"/> or read from a file by
/// <see cref="ApiDefinitionReader"/>, and always validated before an engine uses it.
/// </summary>
public sealed record ApiDefinition
{
    /// <summary>The API's name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>The JWT authorizers by the names that routes refer to.</summary>
    public required IReadOnlyDictionary<string, AuthorizerDefinition> Authorizers { get; init; }

    /// <summary>The Lambda authorizers by the names that routes refer to; no JWT authorizer has the same name.</summary>
    public IReadOnlyDictionary<string, LambdaAuthorizerDefinition> LambdaAuthorizers { get; init; } =
        ReadOnlyDictionary<string, LambdaAuthorizerDefinition>.Empty;

    /// <summary>The routes by route key, such as <c>GET /pets/{id}</c>.</summary>
    public required IReadOnlyDictionary<string, RouteDefinition> Routes { get; init; }

    /// <summary>Cross-origin rules; null if the API answers no cross-origin requests.</summary>
    public CorsDefinition? Cors { get; init; }

    /// <summary>The stages by name.</summary>
    public IReadOnlyDictionary<string, StageDefinition> Stages { get; init; } = ReadOnlyDictionary<string, StageDefinition>.Empty;

    /// <value>The default is <see cref="CompatibilityMode.Standard"/>.</value>
    public CompatibilityMode Compatibility { get; init; }
}
