using System.Buffers;

namespace Authz.Lambda.Routes;

/// <summary>
/// A route of the definition as patterns of IAM resources, such as <c>GET/pets/*</c>. IAM's <c>*</c> matches any characters, slashes
/// included (IAM reference, "IAM JSON policy elements: Resource"), so a pattern may match more than its route does.
/// </summary>
internal sealed class RoutePattern
{
    public const string DefaultKey = "$default";
    public const string ConnectKey = "$connect";

    private const string AnyMethod = "ANY";

    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    // RFC 3986 section 2.3: characters that are never percent-encoded. How an ARN spells any other character is not documented.
    private static readonly SearchValues<char> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private readonly string[] _methods;
    private readonly string?[] _segments;
    private readonly bool _isGreedy;

    /// <param name="routeKey">A route key of a validated definition.</param>
    public RoutePattern(string routeKey)
    {
        RouteKey = routeKey;
        string[] parts = routeKey.Split(' ');
        bool isEverything = parts.Length == 1;
        string[] path = isEverything ? ["{path+}"] : parts[1][1..].Split('/');
        _methods = isEverything || parts[0] == AnyMethod ? s_methods : [parts[0]];
        _segments = [.. path.Select(segment => IsLiteral(segment) ? segment : null)];
        _isGreedy = path[^1].EndsWith("+}", StringComparison.Ordinal);
    }

    public string RouteKey { get; }

    /// <summary>The patterns, from the method on.</summary>
    public IEnumerable<string> Resources =>
        from method in _methods
        from segments in Spellings
        select $"{method}/{string.Join('/', segments.Select(segment => segment ?? "*"))}";

    // API Gateway cuts a final slash off an ARN, so a greedy route is called under its own path too.
    private string?[][] Spellings => _isGreedy && _segments.Length > 1 ? [_segments, _segments[..^1]] : [_segments];

    /// <summary>Whether some resource matches patterns of both.</summary>
    public bool Intersects(RoutePattern other) =>
        _methods.Intersect(other._methods).Any()
        && Spellings.Any(mine => other.Spellings.Any(theirs => Intersect(mine, theirs)));

    /// <summary>Whether the route, as API Gateway reads it, matches the request: a variable is one segment, a greedy one the rest.</summary>
    public bool Takes(string method, string path)
    {
        string[] segments = path[1..].Split('/');
        return _methods.Contains(method)
            && (_isGreedy ? segments.Length >= _segments.Length : segments.Length == _segments.Length)
            && _segments.Zip(segments).All(pair => pair.First is null || pair.First == pair.Second);
    }

    private static bool IsLiteral(string segment) => !segment.AsSpan().ContainsAnyExcept(s_unreserved);

    // A star matches one or more whole segments, because it stands between slashes. Computed from the ends to the beginnings.
    private static bool Intersect(string?[] mine, string?[] theirs)
    {
        bool[,] canMeet = new bool[mine.Length + 1, theirs.Length + 1];
        canMeet[mine.Length, theirs.Length] = true;
        for (int i = mine.Length - 1; i >= 0; i--)
        {
            for (int j = theirs.Length - 1; j >= 0; j--)
            {
                canMeet[i, j] = (mine[i] is null || theirs[j] is null || mine[i] == theirs[j])
                    && (canMeet[i + 1, j + 1] || (mine[i] is null && canMeet[i, j + 1]) || (theirs[j] is null && canMeet[i + 1, j]));
            }
        }

        return canMeet[0, 0];
    }
}
