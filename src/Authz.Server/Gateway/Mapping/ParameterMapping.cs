using Authz.Definitions.Parameters;

namespace Authz.Server.Gateway.Mapping;

/// <summary>The parameter mappings of an integration for requests, or for one status of its responses, in the definition's order.</summary>
internal sealed class ParameterMapping
{
    private readonly Entry[] _entries;

    private ParameterMapping(Entry[] entries)
    {
        _entries = entries;
        ReadsBody = entries.Any(entry => entry.ReadsBody);
    }

    /// <summary>The mappings, in the definition's order.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Whether a body must be read before the mappings can be carried out.</summary>
    public bool ReadsBody { get; }

    /// <summary>Compiles the mappings of a validated definition; null if there are none.</summary>
    public static ParameterMapping? Compile(IReadOnlyDictionary<string, string> mappings, MappingDirection direction)
    {
        List<Entry> compiled = [];
        foreach ((string keyText, string valueText) in mappings)
        {
            if (MappingKey.TryParse(keyText, direction, out MappingKey key))
            {
                compiled.Add(new Entry(key, MappingValue.TryParse(valueText, out MappingValue? value, out _) ? value : null));
            }
        }

        return compiled.Count == 0 ? null : new ParameterMapping([.. compiled]);
    }

    /// <summary>The changes to one request or response. Everything is read before anything is changed.</summary>
    public IReadOnlyList<MappedParameter> Evaluate(MappingVariables variables)
    {
        MappedParameter[] parameters = new MappedParameter[_entries.Length];
        for (int index = 0; index < parameters.Length; index++)
        {
            (MappingKey key, MappingValue? value) = _entries[index];
            string? text = key.Operation == MappingOperation.Remove || value is null ? null
                : key.Target == MappingTarget.Path ? variables.ReadPath(value)
                : variables.Read(value);
            parameters[index] = new MappedParameter(key, text, _entries[index].IsExclusive);
        }

        return parameters;
    }

    /// <summary>One mapping.</summary>
    /// <param name="Key">The part that changes.</param>
    /// <param name="Value">What its new value is made of; null if it has none.</param>
    internal readonly record struct Entry(MappingKey Key, MappingValue? Value)
    {
        /// <summary>Whether nothing of the original may remain there.</summary>
        public bool IsExclusive => Key.Operation != MappingOperation.Append
            || Value?.Parts.Any(part => part.Source is MappingSource.Context) == true;

        /// <summary>Whether a body must be read before the mapping can be carried out.</summary>
        public bool ReadsBody =>
            Value?.Parts.Any(part => part.Source is MappingSource.RequestBody or MappingSource.ResponseBody) == true;
    }
}

/// <summary>One change that a parameter mapping makes to one request or response.</summary>
/// <param name="Key">The part that changes.</param>
/// <param name="Value">The new value; null if it is missing, or removed.</param>
/// <param name="IsExclusive">
/// Whether nothing of the original may remain there: the gateway's value, above all a claim, must never be confused with a client's,
/// or the reverse.
/// </param>
internal readonly record struct MappedParameter(MappingKey Key, string? Value, bool IsExclusive);
