namespace Authz.Routes;

/// <summary>
/// Routes as patterns of IAM resources. IAM's <c>*</c> stands for any characters, slashes included (IAM reference, "IAM JSON policy
/// elements: Resource"); here it always stands between slashes or at an end, so that it takes one or more whole segments.
/// </summary>
internal static class PolicyResources
{
    /// <summary>The patterns of a route, from the method on.</summary>
    public static IReadOnlyList<string> Of(RouteKey key) =>
    [
        .. from method in key.Methods
           from segments in SpellingsOf(key)
           select $"{method}/{string.Join('/', segments)}",
    ];

    /// <summary>Whether some resource matches patterns of both routes.</summary>
    public static bool Overlap(RouteKey one, RouteKey other) =>
        HaveCommonMethod(one, other)
        && SpellingsOf(one).Any(mine => SpellingsOf(other).Any(theirs => Overlap(mine, theirs)));

    private static bool HaveCommonMethod(RouteKey one, RouteKey other) =>
        one.Methods.Any(method => other.Methods.Contains(method));

    // API Gateway cuts a final slash off an ARN, so a greedy route is called under its own path too.
    private static string[][] SpellingsOf(RouteKey key)
    {
        string[] segments = key switch
        {
            { IsDefault: true } => [RouteSegment.PolicyStar],
            { Segments.Count: 0 } => [""],
            _ => [.. key.Segments.Select(segment => segment.PolicyPattern)],
        };
        return key.IsGreedy && segments.Length > 1 ? [segments, segments[..^1]] : [segments];
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
