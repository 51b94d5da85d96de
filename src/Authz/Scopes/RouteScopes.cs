using System.Text;

namespace Authz.Scopes;

/// <summary>The scopes that a route requires of a token: at least one of some, and all of others.</summary>
internal sealed class RouteScopes
{
    private readonly byte[][] _anyOf;
    private readonly byte[][] _allOf;

    public RouteScopes(IReadOnlyList<string> anyOf, IReadOnlyList<string> allOf)
    {
        _anyOf = [.. anyOf.Select(Encoding.UTF8.GetBytes)];
        _allOf = [.. allOf.Select(Encoding.UTF8.GetBytes)];
        Sufficient = string.Join(' ', SmallestSufficientSet(anyOf, allOf));
        Listed = string.Join(' ', anyOf.Concat(allOf).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The smallest set of scopes that meets the demand, separated by spaces.</summary>
    public string Sufficient { get; }

    /// <summary>Every scope that the route names, separated by spaces.</summary>
    public string Listed { get; }

    public bool AreMetBy(TokenScopes token)
    {
        foreach (byte[] scope in _allOf)
        {
            if (!token.Contains(scope))
            {
                return false;
            }
        }

        if (_anyOf.Length == 0)
        {
            return true;
        }

        foreach (byte[] scope in _anyOf)
        {
            if (token.Contains(scope))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> SmallestSufficientSet(IReadOnlyList<string> anyOf, IReadOnlyList<string> allOf)
    {
        bool isAnyCovered = anyOf.Count == 0 || anyOf.Intersect(allOf, StringComparer.Ordinal).Any();
        return allOf.Concat(isAnyCovered ? [] : anyOf.Take(1)).Distinct(StringComparer.Ordinal);
    }
}
