using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Authz.Routes;

namespace Authz;

/// <summary>
/// The values of a matched route's path variables, percent-decoded. Each read decodes anew: keep a value that is used often. A greedy
/// variable's value is the rest of the path, slashes included. The zero value has no variables.
/// </summary>
public readonly struct PathParameters : IEnumerable<KeyValuePair<string, string>>
{
    private readonly RouteKey? _key;
    private readonly string? _target;

    internal PathParameters(RouteKey key, string target)
    {
        _key = key;
        _target = target;
    }

    /// <summary>How many variables the route has.</summary>
    public int Count => _key?.Variables.Count ?? 0;

    /// <summary>The value of a variable; null if the route has no variable of that name.</summary>
    /// <param name="name">The variable's name as the route key spells it, without braces.</param>
    public string? this[string name] => TryGetValue(name, out string? value) ? value : null;

    /// <summary>Finds the value of a variable.</summary>
    /// <param name="name">The variable's name as the route key spells it, without braces.</param>
    /// <param name="value">The value; null if the route has no variable of that name.</param>
    public bool TryGetValue(string name, [NotNullWhen(true)] out string? value)
    {
        foreach ((string key, string found) in this)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Lists the variables in the path's order, with their values.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        if (_key is null || _target is null)
        {
            yield break;
        }

        int question = _target.IndexOf('?', StringComparison.Ordinal);
        int pathLength = question < 0 ? _target.Length : question;
        int start = 1;
        foreach (RouteSegment segment in _key.Segments)
        {
            int slash = _target.IndexOf('/', start, pathLength - start);
            int end = slash < 0 || segment.Kind == RouteSegmentKind.Greedy ? pathLength : slash;
            if (segment.Kind != RouteSegmentKind.Literal)
            {
                yield return KeyValuePair.Create(segment.Text, Uri.UnescapeDataString(_target.AsSpan(start, end - start)));
            }

            start = Math.Min(end + 1, pathLength);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
