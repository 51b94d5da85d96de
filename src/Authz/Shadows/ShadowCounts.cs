using System.Collections.Concurrent;

namespace Authz.Shadows;

/// <summary>Where two definitions differ, counted by route and reason, with a few samples of each. Bounded by both definitions' routes.</summary>
internal sealed class ShadowCounts(ShadowMetrics metrics)
{
    private readonly ConcurrentDictionary<(ShadowEffect Effect, string? RouteKey, RefusalReason Reason), ShadowCell> _cells = new();
    private readonly StripedCount _compared = new();
    private readonly StripedCount _skipped = new();

    /// <summary>A request whose verdict by the shadow is not known.</summary>
    public void Skip() => _skipped.Add();

    /// <summary>A request that both allow.</summary>
    public void Agree() => _compared.Add();

    /// <summary>A request with both verdicts.</summary>
    /// <param name="enforced">The decision that counts.</param>
    /// <param name="shadow">The other one.</param>
    /// <param name="token">The token, if the decision that counts has accepted it.</param>
    public void Add(in AuthorizationDecision enforced, in AuthorizationDecision shadow, VerifiedToken? token)
    {
        _compared.Add();
        if (enforced.IsAllowed != shadow.IsAllowed)
        {
            AddDifference(enforced, shadow, token);
        }
    }

    public ShadowReport Report(ApiDefinition definition, IReadOnlyList<IssuerKeyStatus> issuers) => new()
    {
        Definition = definition,
        Issuers = issuers,
        Compared = _compared.Value,
        NotCompared = _skipped.Value,
        Differences =
        [
            .. _cells
                .Select(cell => new ShadowDifference
                {
                    Effect = cell.Key.Effect,
                    RouteKey = cell.Key.RouteKey,
                    Reason = cell.Key.Reason,
                    Count = cell.Value.Total,
                    Samples = cell.Value.Samples,
                })
                .OrderByDescending(difference => difference.Count)
                .ThenBy(difference => difference.RouteKey, StringComparer.Ordinal)
                .ThenBy(difference => difference.Reason),
        ],
    };

    private void AddDifference(in AuthorizationDecision enforced, in AuthorizationDecision shadow, VerifiedToken? token)
    {
        ShadowEffect effect = shadow.IsAllowed ? ShadowEffect.WouldAllow : ShadowEffect.WouldDeny;
        RefusalReason reason = (shadow.IsAllowed ? enforced : shadow).Reason!.Value;
        string? route = shadow.RouteKey ?? enforced.RouteKey;
        ShadowCell cell = _cells.GetOrAdd((effect, route, reason), static _ => new ShadowCell());
        if (cell.Count() is var count && ShadowCell.TakesSample(count))
        {
            cell.Add(ShadowSampling.Take(token ?? shadow.Token, enforced.Text.Length > 0 ? enforced.Text : shadow.Text));
        }

        metrics.Count(effect, route, reason);
    }
}
