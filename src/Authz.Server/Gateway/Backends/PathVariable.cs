namespace Authz.Server.Gateway.Backends;

/// <summary>The place of a route's path variable in a path: the number of its segment, and whether it includes all that follow.</summary>
internal readonly record struct PathVariable(int Segment, bool IsGreedy)
{
    /// <summary>The variables of a route key such as <c>GET /pets/{id}/{proxy+}</c>, by name.</summary>
    public static IReadOnlyDictionary<string, PathVariable> ReadRouteKey(string routeKey)
    {
        Dictionary<string, PathVariable> variables = new(StringComparer.Ordinal);
        int pathStart = routeKey.IndexOf('/', StringComparison.Ordinal);
        string[] segments = pathStart < 0 ? [] : routeKey[(pathStart + 1)..].Split('/');
        for (int index = 0; index < segments.Length; index++)
        {
            if (segments[index] is ['{', .. string name, '}'])
            {
                variables[name.TrimEnd('+')] = new PathVariable(index, name.EndsWith('+'));
            }
        }

        return variables;
    }

    /// <summary>The variable's characters in a path, unchanged.</summary>
    public ReadOnlySpan<char> Find(ReadOnlySpan<char> path)
    {
        int segment = -1;
        foreach (Range range in path.Split('/'))
        {
            // The text before the first slash is not a segment.
            if (segment++ == Segment)
            {
                return IsGreedy ? path[range.Start..] : path[range];
            }
        }

        return default;
    }
}
