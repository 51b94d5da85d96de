using Authz.Definitions.Parameters;
using Authz.Server.Gateway.Backends;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Mapping;

/// <summary>Applies parameter mappings of headers.</summary>
internal static class HeaderMapping
{
    /// <summary>Changes the headers. First everything that must not stay goes, in every spelling; then the new values come.</summary>
    public static void Apply(IReadOnlyList<MappedParameter> parameters, IHeaderDictionary headers)
    {
        foreach (MappedParameter parameter in parameters.Where(parameter => parameter.Key.Target == MappingTarget.Header))
        {
            StringValues kept = parameter.IsExclusive ? StringValues.Empty : headers[parameter.Key.Name];
            HeaderAlias.Remove(headers, parameter.Key.Name);
            headers[parameter.Key.Name] = kept;
        }

        foreach (MappedParameter parameter in parameters.Where(parameter => parameter.Key.Target == MappingTarget.Header))
        {
            if (parameter.Value is { Length: > 0 } value)
            {
                headers[parameter.Key.Name] = StringValues.Concat(headers[parameter.Key.Name], HeaderText.Encode(value));
            }
        }
    }
}
