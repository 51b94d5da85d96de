using Authz.FoldedNames;

namespace Authz;

/// <summary>
/// The headers of a request, read in place: a host hands over its own collection and a static lookup, so that nothing is copied
/// and nothing allocated. The zero value holds no header.
/// </summary>
public readonly struct HeaderSource
{
    private readonly object? _state;
    private readonly HeaderLookup? _lookup;

    /// <summary>Headers kept in <paramref name="state"/> and found by <paramref name="lookup"/>.</summary>
    public HeaderSource(object state, HeaderLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(lookup);
        _state = state;
        _lookup = lookup;
    }

    /// <summary>A request whose only header of interest is <c>Authorization</c>, with this value.</summary>
    /// <param name="value">The header's value, such as <c>Bearer eyJ…</c>; null if the request carries none.</param>
    public static HeaderSource Authorization(string? value) =>
        value is null ? default : new HeaderSource(value, static (state, name) =>
            name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? new HeaderValue((string)state) : HeaderValue.Absent);

    /// <summary>Headers from a dictionary with one value for each name.</summary>
    /// <param name="headers">The headers; names are compared without regard to ASCII case, whichever comparer the dictionary has.</param>
    public static HeaderSource From(IReadOnlyDictionary<string, string> headers) => new(headers, FindInAnySpelling);

    /// <summary>
    /// Whether a backend may take one header's name for the other: it may ignore case and read <c>_</c>, <c>.</c> and every other
    /// character that is no letter or digit as <c>-</c>. A host reports two such headers as <see cref="HeaderValue.Repeated"/>, and one that
    /// has another name than the one looked for as an empty value: it is no token, and it is not absent.
    /// </summary>
    /// <param name="left">The name of a header.</param>
    /// <param name="right">The name of another.</param>
    public static bool AreAlike(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return HeaderSpelling.AreSame(left, right);
    }

    internal HeaderValue Find(string name) => _lookup is null ? HeaderValue.Absent : _lookup(_state!, name);

    // Two spellings of one name are two values: we cannot know which one a backend would read.
    private static HeaderValue FindInAnySpelling(object state, string name)
    {
        HeaderValue found = HeaderValue.Absent;
        int count = 0;
        foreach ((string key, string value) in (IReadOnlyDictionary<string, string>)state)
        {
            count += HeaderSpelling.AreSame(key, name) ? 1 : 0;
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = new HeaderValue(value);
            }
        }

        // In another spelling only it has no token for us, yet a backend may read it: it is there, and empty.
        return count > 1 ? HeaderValue.Repeated : count == 1 && found.Value is null ? new HeaderValue("") : found;
    }
}
