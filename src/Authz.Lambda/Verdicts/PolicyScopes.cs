using System.Collections.Concurrent;
using Authz.Lambda.Events;
using Authz.Lambda.Routes;

namespace Authz.Lambda.Verdicts;

/// <summary>
/// Chooses the widest policy that stays right while API Gateway uses it for every route: the whole API, else route patterns, else only the
/// called method.
/// </summary>
internal sealed class PolicyScopes(RouteCatalog catalog)
{
    // The result of a WebSocket authorizer has 8 KB at most (quotas page), the context included.
    private const int LongestListing = 6 * 1024;
    private const int LongestResource = 512;

    // Tokens that differ in the routes they open; more combinations than this are worked out each time.
    private const int MaximumListings = 256;

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>?> _listings = new(StringComparer.Ordinal);

    /// <summary>
    /// The policy; null if it would have to name only the called method, whose ARN matches other methods too. A refusal of more than the
    /// called method would be remembered: one odd path would lock the token out of the whole stage.
    /// </summary>
    public PolicyScope? Choose(AuthorizerEvent read, RouteVerdicts verdicts)
    {
        MethodArn arn = read.Arn;
        bool isAllowed = verdicts.Called == Verdict.Allowed;

        // Of a WebSocket API's routes only $connect has an authorizer.
        if (read.Kind == AuthorizerEventKind.WebSocketConnect)
        {
            return new PolicyScope(isAllowed, [arn.Text]);
        }

        if (verdicts.IsUniform)
        {
            return new PolicyScope(isAllowed, [arn.StageArn + "*"]);
        }

        if (verdicts.AreKnown && verdicts.IsCalledListed && FindListing(verdicts.Groups) is { } patterns)
        {
            string[] resources = [.. patterns.Select(pattern => arn.StageArn + pattern)];
            if (Array.TrueForAll(resources, resource => resource.Length <= LongestResource)
                && resources.Sum(resource => resource.Length) <= LongestListing)
            {
                return new PolicyScope(IsAllowed: true, resources);
            }
        }

        return arn.CanBeEchoed ? new PolicyScope(isAllowed, [arn.Text], IsCalledOnly: true) : null;
    }

    // The patterns of the allowed routes; null if one of them would match a refused route too.
    private IReadOnlyList<string>? FindListing(IReadOnlyList<Verdict> groups)
    {
        string key = string.Concat(groups.Select(verdict => verdict == Verdict.Allowed ? '+' : '-'));
        if (!_listings.TryGetValue(key, out IReadOnlyList<string>? listing))
        {
            listing = BuildListing(groups);
            if (_listings.Count < MaximumListings)
            {
                _listings[key] = listing;
            }
        }

        return listing;
    }

    private IReadOnlyList<string>? BuildListing(IReadOnlyList<Verdict> groups)
    {
        ILookup<Verdict, RouteKey> keys = catalog.Groups.Zip(groups)
            .SelectMany(pair => pair.First.Routes, (pair, route) => (Verdict: pair.Second, route.Key))
            .ToLookup(pair => pair.Verdict, pair => pair.Key);
        bool areDisjoint = !keys[Verdict.Allowed].Any(allowed => keys[Verdict.Refused].Any(allowed.OverlapsAsPolicy));
        return areDisjoint ? [.. keys[Verdict.Allowed].SelectMany(key => key.PolicyResources)] : null;
    }
}

/// <summary>A policy: one effect on some resources. Resources that it does not name are refused.</summary>
/// <param name="IsAllowed">The effect.</param>
/// <param name="Resources">The resources: ARNs with IAM's wildcards.</param>
/// <param name="IsCalledOnly">Whether it names only the called method, so that other routes are refused needlessly while it is
/// remembered.</param>
internal sealed record PolicyScope(bool IsAllowed, IReadOnlyList<string> Resources, bool IsCalledOnly = false);
