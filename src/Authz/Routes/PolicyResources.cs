namespace Authz.Routes;

/// <summary>
/// A route as patterns of IAM resources. IAM's <c>*</c> stands for any characters, slashes included (IAM reference, "IAM JSON policy
/// elements: Resource"); here it always stands between slashes or at an end, so that it takes one or more whole segments.
/// </summary>
/// <param name="methods">The methods of the requests that the route takes.</param>
/// <param name="segments">The path's segments.</param>
/// <param name="isDefault">Whether the route takes any path.</param>
internal sealed class PolicyResources(IReadOnlyList<string> methods, IReadOnlyList<RouteSegment> segments, bool isDefault)
{
    private readonly IReadOnlyList<string> _methods = methods;
    private readonly string[][] _spellings = SpellingsOf(segments, isDefault);

    /// <summary>The patterns, from the method on.</summary>
    public IReadOnlyList<string> Patterns =>
    [
        .. from method in _methods
           from segments in _spellings
           select $"{method}/{string.Join('/', segments)}",
    ];

    /// <summary>Whether some resource matches patterns of both routes.</summary>
    public bool Overlaps(PolicyResources other) =>
        _methods.Any(method => other._methods.Contains(method))
        && _spellings.Any(mine => other._spellings.Any(theirs => Overlap(mine, theirs)));

    // API Gateway cuts a final slash off an ARN, so a greedy route is called under its own path too.
    private static string[][] SpellingsOf(IReadOnlyList<RouteSegment> segments, bool isDefault)
    {
        string[] patterns = isDefault ? [RouteSegment.PolicyStar]
            : segments.Count == 0 ? [""]
            : [.. segments.Select(segment => segment.PolicyPattern)];
        bool isGreedy = segments.Count > 0 && segments[^1].Kind == RouteSegmentKind.Greedy;
        return isGreedy && patterns.Length > 1 ? [patterns, patterns[..^1]] : [patterns];
    }

    // Worked out from the ends to the beginnings.
    private static bool Overlap(string[] mine, string[] theirs)
    {
        bool[,] canMeet = new bool[mine.Length + 1, theirs.Length + 1];
        canMeet[mine.Length, theirs.Length] = true;
        for (int i = mine.Length - 1; i >= 0; i--)
        {
            for (int j = theirs.Length - 1; j >= 0; j--)
            {
                bool isStar = mine[i] == RouteSegment.PolicyStar;
                bool isOtherStar = theirs[j] == RouteSegment.PolicyStar;
                canMeet[i, j] = (isStar || isOtherStar || mine[i] == theirs[j])
                    && (canMeet[i + 1, j + 1] || (isStar && canMeet[i, j + 1]) || (isOtherStar && canMeet[i + 1, j]));
            }
        }

        return canMeet[0, 0];
    }
}
