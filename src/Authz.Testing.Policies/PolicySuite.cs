using Authz.Testing.Policies.Running;

namespace Authz.Testing.Policies;

/// <summary>
/// Runs policy cases against a definition. Its issuers are replaced by fake ones of the same names, which mint the cases' tokens; nothing
/// is fetched. Safe for concurrent use; one case runs at a time.
/// </summary>
public sealed class PolicySuite : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualClock _clock;
    private readonly PolicyIssuers _issuers;
    private readonly ApiAuthorizer _authorizer;

    /// <summary>Makes the issuers and compiles the definition.</summary>
    /// <param name="definition">The definition under test.</param>
    /// <param name="at">When tokens are minted; null for now.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public PolicySuite(ApiDefinition definition, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _clock = new ManualClock(at ?? TimeProvider.System.GetUtcNow());
        _issuers = new PolicyIssuers(definition, _clock);
        _authorizer = new ApiAuthorizer(
            _issuers.Definition,
            new ApiAuthorizerOptions
            {
                TimeProvider = _clock,
                RememberedTokenBytes = 0,
                ReadsTools = true,
                SuppliesSourceAddress = true,
                SuppliesStage = true,
            });
    }

    /// <summary>Decides a case's request and compares the decision with the expected one.</summary>
    public PolicyResult Run(PolicyCase policyCase)
    {
        ArgumentNullException.ThrowIfNull(policyCase);
        lock (_gate)
        {
            _clock.Elapsed = TimeSpan.Zero;
            AuthorizationRequest request = _issuers.CreateRequest(_authorizer, policyCase);
            _clock.Elapsed = policyCase.After;
            Explanation explanation = _authorizer.Explain(request);
            string? failure = CaseTool.FindProblem(policyCase, explanation.Decision) ?? PolicyMismatch.Describe(policyCase, explanation);
            return new PolicyResult(policyCase, explanation, failure);
        }
    }

    /// <summary>Stops the engine.</summary>
    public void Dispose() => _authorizer.Dispose();
}
