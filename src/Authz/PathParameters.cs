using System.Collections;
using System.Diagnostics.CodeAnalysis;

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
        value = TryGetEncoded(name, out ReadOnlySpan<char> encoded) ? Uri.UnescapeDataString(encoded) : null;
        return value is not null;
    }

    /// <summary>Finds the characters of a variable's value as they are in the target, still percent-encoded.</summary>
    /// <param name="name">The variable's name as the route key spells it, without braces.</param>
    /// <param name="value">The characters; empty if the route has no variable of that name.</param>
    public bool TryGetEncoded(string name, out ReadOnlySpan<char> value)
    {
        foreach ((string variable, Range place) in Places())
        {
            if (string.Equals(variable, name, StringComparison.Ordinal))
            {
                value = _target.AsSpan()[place];
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Lists the variables in the path's order, with their values.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach ((string variable, Range place) in Places())
        {
            yield return KeyValuePair.Create(variable, Uri.UnescapeDataString(_target.AsSpan()[place]));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<(string Variable, Range Place)> Places()
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
                yield return (segment.Text, start..end);
            }

            start = Math.Min(end + 1, pathLength);
        }
    }
}
