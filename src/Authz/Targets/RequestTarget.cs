namespace Authz.Targets;

/// <summary>A canonical request target, read in place. The zero value has an empty path, which no route matches.</summary>
internal readonly struct RequestTarget
{
    private readonly int _pathLength;

    internal RequestTarget(string raw, int pathLength, bool hasEscapes, bool hasEncodedSlash)
    {
        Raw = raw;
        _pathLength = pathLength;
        HasEscapes = hasEscapes;
        HasEncodedSlash = hasEncodedSlash;
    }

    /// <summary>The target as it came over the wire.</summary>
    public string Raw { get; }

    /// <summary>The path, percent-encoded, with its leading slash.</summary>
    public ReadOnlySpan<char> Path => Raw.AsSpan(0, _pathLength);

    /// <summary>The query without its question mark; empty if there is none.</summary>
    public ReadOnlySpan<char> Query => Raw is null || _pathLength == Raw.Length ? default : Raw.AsSpan(_pathLength + 1);

    /// <summary>Whether the path has percent-escapes.</summary>
    public bool HasEscapes { get; }

    /// <summary>Whether the path has <c>%2F</c>, which only a route that allows it accepts.</summary>
    public bool HasEncodedSlash { get; }
}
