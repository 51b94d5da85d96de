using Authz.Binding;
using Authz.Conditions;
using Authz.Refusals;
using Authz.Scopes;
using Authz.Tokens;
using Authz.Tools;

namespace Authz.Decisions;

/// <summary>A route made ready: its authorizer, its required scopes, and the challenges of its refusals.</summary>
internal sealed class CompiledRoute
{
    private static readonly int s_reasons = Enum.GetValues<RefusalReason>().Length;

    // By reason, a proof's by its check, each under two schemes.
    private readonly string?[] _challenges = new string?[2 * (s_reasons + Enum.GetValues<ProofStatus>().Length)];

    private readonly Uri? _errorUri;

    public CompiledRoute(
        ApiRoute route, CompiledAuthorizer? authorizer, RouteRequirements? requirements, RouteTools? tools, CompatibilityProfile profile,
        Uri? errorUri)
    {
        _errorUri = errorUri;
        Route = route;
        Authorizer = authorizer;
        Requirements = requirements;
        Profile = profile;
        Scopes = new RouteScopes(route.Definition.AuthorizationScopes, route.Definition.AllScopes);
        Tools = tools;
    }

    /// <summary>The route as hosts see it.</summary>
    public ApiRoute Route { get; }

    public RouteKey Key => Route.Key;

    public RouteDefinition Definition => Route.Definition;

    /// <summary>The JWT authorizer; null if the route is open or a function decides it.</summary>
    public CompiledAuthorizer? Authorizer { get; }

    public CompatibilityProfile Profile { get; }

    public RouteScopes Scopes { get; }

    /// <summary>What is asked besides scopes; null if there is nothing, for no issuer of the authorizer.</summary>
    public RouteRequirements? Requirements { get; }

    /// <summary>The tools behind the route; null if it has none, and bodies are not looked at.</summary>
    public RouteTools? Tools { get; }

    /// <summary>The challenge of a refusal; the same text for each refusal of one kind, so it is written once.</summary>
    /// <param name="reason">Why the request is refused.</param>
    /// <param name="proof">The check that its proof did not hold; none for another fault.</param>
    /// <param name="isDpop">Whether its token came under the scheme <c>DPoP</c>.</param>
    /// <param name="algorithm">The algorithm that was refused, if that is the reason.</param>
    /// <param name="hasDiscoveryFailed">Whether the keys are unavailable because discovery failed.</param>
    /// <param name="toolScopes">Scopes that suffice for the tools that the request calls; null if the route alone refuses it.</param>
    public string? Challenge(
        RefusalReason reason, ProofStatus proof, bool isDpop, JwsAlgorithm algorithm, bool hasDiscoveryFailed, string? toolScopes)
    {
        if (toolScopes is not null)
        {
            return Write(reason, toolScopes, proof, isDpop);
        }

        if (Profile.ChallengesAsService)
        {
            return ChallengeWriter.WriteAws(reason, Scopes.Listed, algorithm, hasDiscoveryFailed);
        }

        int row = proof == ProofStatus.Unproven ? (int)reason : s_reasons + (int)proof;
        return _challenges[(2 * row) + (isDpop ? 1 : 0)] ??= Write(reason, Scopes.Sufficient, proof, isDpop);
    }

    private string? Write(RefusalReason reason, string scopes, ProofStatus proof, bool isDpop) => ChallengeWriter.WriteStandard(
        reason, scopes, _errorUri, Schemes(isDpop), DescriptionOf(proof), Authorizer?.Metadata?.Url, Definition.StepUp);

    private ChallengeSchemes Schemes(bool isDpop) => Authorizer?.Binding switch
    {
        { RequiresProofs: true } => ChallengeSchemes.Dpop,
        { AcceptsProofs: true } => isDpop ? ChallengeSchemes.BearerAndFailedDpop : ChallengeSchemes.FailedBearerAndDpop,
        _ => ChallengeSchemes.Bearer,
    };

    private static string? DescriptionOf(ProofStatus proof) => proof == ProofStatus.Unproven ? null : ProofRules.Of(proof).Description;
}
