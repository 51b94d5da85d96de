namespace Authz.Server.Diff;

/// <summary>Compares the permissions of pages from other origins.</summary>
internal static class CorsComparison
{
    private const string Subject = "cors";

    public static IEnumerable<AccessChange> Compare(CorsDefinition? before, CorsDefinition? after)
    {
        CorsDefinition old = before ?? new CorsDefinition();
        CorsDefinition next = after ?? new CorsDefinition();
        IEnumerable<AccessChange> changes =
        [
            .. CompareSets("the origin", old.AllowOrigins, next.AllowOrigins, StringComparer.Ordinal),
            .. CompareSets("the method", old.AllowMethods, next.AllowMethods, StringComparer.Ordinal),
            .. CompareSets("the request header", old.AllowHeaders, next.AllowHeaders, StringComparer.OrdinalIgnoreCase),
            .. CompareSets("the response header", old.ExposeHeaders, next.ExposeHeaders, StringComparer.OrdinalIgnoreCase),
        ];
        return old.AllowCredentials == next.AllowCredentials
            ? changes
            : changes.Append(next.AllowCredentials
                ? new AccessChange(AccessChangeKind.Looser, Subject, "allows credentials")
                : new AccessChange(AccessChangeKind.Stricter, Subject, "no longer allows credentials"));
    }

    private static IEnumerable<AccessChange> CompareSets(
        string what, IReadOnlyList<string> before, IReadOnlyList<string> after, StringComparer comparer) =>
        after.Except(before, comparer).Select(value => new AccessChange(AccessChangeKind.Looser, Subject, $"allows {what} '{value}'"))
            .Concat(before.Except(after, comparer).Select(value => new AccessChange(
                AccessChangeKind.Stricter,
                Subject,
                $"no longer allows {what} '{value}'")));
}
