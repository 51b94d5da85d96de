using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds scopes that grant more than their names suggest, and scopes that are probably misspelt.</summary>
internal static class ScopeCheck
{
    // Each pair of scopes is compared.
    private const int MaximumScopes = 1_000;
    private const int ShortestMistyped = 5;

    private static readonly string[] s_readingWords = ["read", "readonly", "view", "list"];
    private static readonly string[] s_writingMethods = ["POST", "PUT", "PATCH", "DELETE", RouteMethods.Any];

    public static void Run(CheckContext context)
    {
        foreach (CheckedRoute route in context.Routes.Where(route => s_writingMethods.Contains(route.Key.Method)))
        {
            CheckAlternatives(context, route);
        }

        CheckSpelling(context);
    }

    // authorizationScopes are alternatives, as on AWS: one scope for reading opens a route for writing.
    private static void CheckAlternatives(CheckContext context, CheckedRoute route)
    {
        IReadOnlyList<string> scopes = route.Definition.AuthorizationScopes;
        string? reading = scopes.FirstOrDefault(IsForReading);
        if (reading is not null && !scopes.All(IsForReading))
        {
            context.Report(
                CheckCodes.ScopeAloneSuffices,
                JsonPointer.Append(route.Path, "authorizationScopes"),
                $"One scope suffices, so '{reading}' alone may '{route.Key}'.",
                "Remove it, or ask for all of them with 'allScopes' (not on AWS).");
        }
    }

    private static bool IsForReading(string scope) => scope.Split(':', '.', '/', '_', '-').Any(word => s_readingWords.Contains(
        word,
        StringComparer.OrdinalIgnoreCase));

    private static void CheckSpelling(CheckContext context)
    {
        List<(string Scope, string Path, int Uses)> scopes =
        [
            .. context.Routes.SelectMany(Places).GroupBy(place => place.Scope, StringComparer.Ordinal)
                .Select(group => (group.Key, group.First().Path, group.Count())),
        ];
        if (scopes.Count > MaximumScopes)
        {
            return;
        }

        foreach ((string scope, string path, int uses) in scopes)
        {
            // The rarer spelling is the doubtful one; of equals, the later.
            (string Scope, string Path, int Uses) other = scopes.Find(other => other.Scope != scope && IsNear(scope, other.Scope) &&
                (other.Uses > uses
                    || (other.Uses == uses
                        && scopes.FindIndex(item => item.Scope == other.Scope) < scopes.FindIndex(item => item.Scope == scope))));
            if (other.Scope is not null)
            {
                context.Report(
                    CheckCodes.ScopeTypo,
                    path,
                    $"'{scope}' differs by one letter from '{other.Scope}', which other routes ask for.",
                    $"Write '{other.Scope}' if that is meant.");
            }
        }
    }

    private static IEnumerable<(string Scope, string Path)> Places(CheckedRoute route) =>
        Places(route.Definition.AuthorizationScopes, JsonPointer.Append(route.Path, "authorizationScopes"))
            .Concat(Places(route.Definition.AllScopes, JsonPointer.Append(route.Path, "allScopes")));

    private static IEnumerable<(string Scope, string Path)> Places(IReadOnlyList<string> scopes, string path) =>
        scopes.Select((scope, index) => (scope, JsonPointer.Append(path, index)));

    // One letter added, removed, changed or in the other case; digits only number things, so they do not count.
    private static bool IsNear(string left, string right)
    {
        if (Math.Min(left.Length, right.Length) < ShortestMistyped || Math.Abs(left.Length - right.Length) > 1)
        {
            return false;
        }

        if (left.Equals(right, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int start = left.AsSpan().CommonPrefixLength(right);
        ReadOnlySpan<char> restOfLeft = left.AsSpan(start);
        ReadOnlySpan<char> restOfRight = right.AsSpan(start);
        bool hasDigit = (!restOfLeft.IsEmpty && char.IsAsciiDigit(restOfLeft[0]))
            || (!restOfRight.IsEmpty && char.IsAsciiDigit(restOfRight[0]));
        return !hasDigit && (left.Length == right.Length
            ? restOfLeft[1..].SequenceEqual(restOfRight[1..])
            : left.Length > right.Length ? restOfLeft[1..].SequenceEqual(restOfRight) : restOfLeft.SequenceEqual(restOfRight[1..]));
    }
}
