namespace Authz.Scopes;

/// <summary>Finds the scopes to ask for.</summary>
internal static class SmallestSet
{
    /// <summary>The smallest set that has all scopes of one list, and of each other list at least one; for two lists, or fewer.</summary>
    /// <param name="alternatives">Lists of which one scope each suffices; an empty one asks for nothing.</param>
    /// <param name="all">Scopes that are all needed.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<IReadOnlyList<string>> alternatives, IReadOnlyList<string> all)
    {
        IReadOnlyList<string>[] open = [.. alternatives.Where(any => any.Count > 0 && !any.Intersect(all, StringComparer.Ordinal).Any())];
        string? shared = open.Length > 1 ? open[0].FirstOrDefault(scope => open.All(any => any.Contains(scope, StringComparer.Ordinal))) : null;
        IEnumerable<string> chosen = shared is not null ? [shared] : open.Select(any => any[0]);
        return [.. all.Concat(chosen).Distinct(StringComparer.Ordinal)];
    }
}
