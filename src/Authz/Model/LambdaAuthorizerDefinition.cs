namespace Authz;

/// <summary>
/// A Lambda authorizer (type <c>REQUEST</c>): a function that decides. The engine never does in its place; a host that runs no functions
/// refuses a definition with such routes.
/// </summary>
public sealed record LambdaAuthorizerDefinition
{
    /// <summary>
    /// The function: its name, its ARN, or the ARN by which API Gateway invokes it. <c>${stageVariables.NAME}</c> stands for a stage's
    /// variable.
    /// </summary>
    public required string AuthorizerUri { get; init; }

    /// <summary>The shape of the function's events and answers.</summary>
    /// <value>The default is <see cref="PayloadFormatVersion.Version2"/>.</value>
    public PayloadFormatVersion AuthorizerPayloadFormatVersion { get; init; }

    /// <summary>
    /// Whether the function answers <c>isAuthorized</c> and not a policy; with <see cref="PayloadFormatVersion.Version2"/> only.
    /// </summary>
    /// <value>The default is false: it answers an IAM policy.</value>
    public bool EnableSimpleResponses { get; init; }

    /// <summary>
    /// The values that identify a caller, each as the text of an <see cref="Authz.IdentitySource"/>. A request that lacks one is refused
    /// without a call. Together they are the key of remembered results.
    /// </summary>
    public IReadOnlyList<string> IdentitySource { get; init; } = [];

    /// <summary>How long a result is remembered for the same identity sources, on every route of the authorizer.</summary>
    /// <value>The default is zero: not at all; at most one hour.</value>
    public TimeSpan AuthorizerResultTtl { get; init; }
}
