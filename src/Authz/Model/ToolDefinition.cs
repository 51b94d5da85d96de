namespace Authz;

/// <summary>
/// What a tool of the Model Context Protocol asks of a token, beyond what its route asks for. Without members it asks for nothing more.
/// </summary>
public sealed record ToolDefinition
{
    /// <summary>The name of the entry for all tools that have none of their own.</summary>
    public const string OtherTools = "*";

    /// <summary>Scopes of which the token must have at least one; empty for no such demand.</summary>
    public IReadOnlyList<string> AuthorizationScopes { get; init; } = [];

    /// <summary>Scopes of which the token must have every one; empty for no such demand.</summary>
    public IReadOnlyList<string> AllScopes { get; init; } = [];

    /// <summary>
    /// What must hold of token and request besides, as <see cref="RouteDefinition.Condition"/> says it: one of the blocks; null for no
    /// condition.
    /// </summary>
    public IReadOnlyList<ConditionBlock>? Condition { get; init; }
}
