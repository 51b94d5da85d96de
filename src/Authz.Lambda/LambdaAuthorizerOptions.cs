namespace Authz.Lambda;

/// <summary>How the authorizer is deployed. No setting switches a check off.</summary>
public sealed record LambdaAuthorizerOptions
{
    /// <summary>How the engine works.</summary>
    /// <value>The default remembers 4 MiB of tokens and keeps no snapshot.</value>
    public ApiAuthorizerOptions Engine { get; init; } = new() { RememberedTokenBytes = 4 * 1024 * 1024 };

    /// <summary>
    /// Whether the authorizer is deployed with <c>enableSimpleResponses</c>, which only payload format 2.0 knows; every other event is
    /// answered with an IAM policy.
    /// </summary>
    /// <value>The default is false, as API Gateway's is.</value>
    public bool SimpleResponses { get; init; }

    /// <summary>
    /// The authorizer's <c>authorizerResultTtlInSeconds</c> as deployed, 0 to 3,600. With 0 an answer is for one request only, so that a
    /// simple response may depend on the route.
    /// </summary>
    /// <value>The default is null: unknown, so answers are assumed to be remembered.</value>
    public int? ResultTtlInSeconds { get; init; }

    /// <summary>
    /// Receives one line for each invocation: a log entry and metrics in one, in CloudWatch's embedded metric format. Not disposed.
    /// </summary>
    /// <value>The default is null: standard output.</value>
    public Stream? Log { get; init; }

    internal bool AreResultsRemembered => ResultTtlInSeconds != 0;

    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Engine);
        if (ResultTtlInSeconds is { } ttl)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(ttl, nameof(ResultTtlInSeconds));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, 3600, nameof(ResultTtlInSeconds));
        }
    }
}
