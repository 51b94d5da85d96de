namespace Authz.Lambda.Events;

/// <summary>Headers or query parameters of an event: from a map of single values, a map of lists, or both.</summary>
internal sealed class EventValues(StringComparer names)
{
    private readonly Dictionary<string, HeaderValue> _single = new(names);
    private readonly Dictionary<string, HeaderValue> _multiple = new(names);

    /// <summary>Every value that occurs.</summary>
    public List<string> All { get; } = [];

    /// <summary>Every name that occurs, once.</summary>
    public IEnumerable<string> Names => _multiple.Keys.Union(_single.Keys, names);

    /// <summary>Adds an entry of the map of single values; two spellings of one name are two values.</summary>
    public void Add(string name, string value) => Add(_single, name, value);

    /// <summary>Adds one value of an entry of the map of lists.</summary>
    public void AddMultiple(string name, string value) => Add(_multiple, name, value);

    /// <summary>The value of that name. The map of lists decides if it has the name: the other has only the last value.</summary>
    public HeaderValue Find(string name) =>
        _multiple.TryGetValue(name, out HeaderValue value) || _single.TryGetValue(name, out value) ? value : HeaderValue.Absent;

    /// <summary>As <see cref="Find"/>, for headers: two spellings that a backend may take for each other are two values.</summary>
    public HeaderValue FindHeader(string name) =>
        HasOtherSpelling(_multiple, name) || HasOtherSpelling(_single, name) ? HeaderValue.Repeated : Find(name);

    private static bool HasOtherSpelling(Dictionary<string, HeaderValue> values, string name) =>
        values.Keys.Any(key => HeaderSource.AreAlike(key, name) && !key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void Add(Dictionary<string, HeaderValue> values, string name, string value)
    {
        All.Add(value);
        if (!values.TryAdd(name, new HeaderValue(value)))
        {
            values[name] = HeaderValue.Repeated;
        }
    }
}
