namespace Authz;

/// <summary>A stage: <c>$default</c> is served from the root, any other from <c>/NAME</c>.</summary>
public sealed record StageDefinition;
