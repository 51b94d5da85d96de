using Authz.Definitions.Parameters;

namespace Authz.Server.Gateway.Mapping;

/// <summary>The parameter mappings of an integration for requests, or for one status of its responses, in the definition's order.</summary>
internal sealed class ParameterMapping
{
    private readonly (MappingKey Key, MappingValue? Value)[] _mappings;

    private ParameterMapping((MappingKey Key, MappingValue? Value)[] mappings)
    {
        _mappings = mappings;
        ReadsBody = mappings.Any(mapping =>
            mapping.Value?.Parts.Any(part => part.Source is MappingSource.RequestBody or MappingSource.ResponseBody) == true);
    }

    /// <summary>Whether a body must be read before the mappings can be carried out.</summary>
    public bool ReadsBody { get; }

    /// <summary>Compiles the mappings of a validated definition; null if there are none.</summary>
    public static ParameterMapping? Compile(IReadOnlyDictionary<string, string> mappings, MappingDirection direction)
    {
        List<(MappingKey Key, MappingValue? Value)> compiled = [];
        foreach ((string keyText, string valueText) in mappings)
        {
            if (MappingKey.TryParse(keyText, direction, out MappingKey key))
            {
                compiled.Add((key, MappingValue.TryParse(valueText, out MappingValue? value, out _) ? value : null));
            }
        }

        return compiled.Count == 0 ? null : new ParameterMapping([.. compiled]);
    }

    /// <summary>The changes to one request or response. Everything is read before anything is changed.</summary>
    public IReadOnlyList<MappedParameter> Evaluate(MappingVariables variables)
    {
        MappedParameter[] parameters = new MappedParameter[_mappings.Length];
        for (int index = 0; index < parameters.Length; index++)
        {
            (MappingKey key, MappingValue? value) = _mappings[index];
            string? text = key.Operation == MappingOperation.Remove || value is null ? null
                : key.Target == MappingTarget.Path ? variables.ReadPath(value)
                : variables.Read(value);
            bool isGatewaysWord = value?.Parts.Any(part => part.Source is MappingSource.Context) == true;
            parameters[index] = new MappedParameter(key, text, IsExclusive: key.Operation != MappingOperation.Append || isGatewaysWord);
        }

        return parameters;
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
