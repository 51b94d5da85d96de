using Authz.Claims;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>
/// The claims that the conditions of one authorizer compare, its issuers' and its routes', and the place of each among the noted ones.
/// </summary>
internal sealed class ConditionClaims
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    private ConditionClaims(IEnumerable<ClaimPath> claims)
    {
        List<byte[][]> plan = [];
        foreach (ClaimPath claim in claims)
        {
            if (_slots.TryAdd(IdentityOf(claim), plan.Count))
            {
                plan.Add([.. claim.Steps]);
            }
        }

        Plan = plan.Count == 0 ? ClaimPlan.Empty : new ClaimPlan(plan);
    }

    /// <summary>What to note while a payload is read.</summary>
    public ClaimPlan Plan { get; }

    /// <summary>The claims of an authorizer and of its routes.</summary>
    public static ConditionClaims Of(AuthorizerDefinition authorizer, IEnumerable<RouteDefinition> routes) => new(
        [
            .. authorizer.JwtConfiguration.SelectMany(entry => ClaimsOf(entry.Condition)),
            .. routes.SelectMany(route => ClaimsOf(route.Condition)
                .Concat(StepUpCheck.ClaimsOf(route.StepUp))
                .Concat((route.Tools?.Values ?? []).SelectMany(tool => ClaimsOf(tool.Condition)))),
        ]);

    /// <summary>The place of a claim.</summary>
    public int SlotOf(ClaimPath claim) => _slots[IdentityOf(claim)];

    private static IEnumerable<ClaimPath> ClaimsOf(IReadOnlyList<ConditionBlock>? condition) =>
        ConditionKeys.Of(condition).Select(key => key.TryGetClaim(out ClaimPath? claim) ? claim : null).OfType<ClaimPath>();

    // A name and the pointer to it are one claim.
    private static string IdentityOf(ClaimPath claim) => string.Join('/', claim.Steps.Select(Convert.ToHexString));
}
