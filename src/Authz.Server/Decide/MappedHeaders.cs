using System.Collections.Immutable;
using Authz.Definitions.Parameters;
using Authz.FoldedNames;
using Authz.Server.Gateway.Mapping;

namespace Authz.Server.Decide;

/// <summary>
/// The headers that the mappings of a definition name, on any route. What a mapping replaces anywhere is this program's word everywhere: a
/// proxy's configuration is one for all routes, and an upstream cannot tell on which of them a client may write the header itself.
/// </summary>
internal sealed class MappedHeaders
{
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<string> _ours;
    private readonly ImmutableArray<string> _withheld;

    private MappedHeaders(ImmutableArray<string> names, ImmutableArray<string> ours, ImmutableArray<string> withheld)
    {
        _names = names;
        _ours = ours;
        _withheld = withheld;
    }

    /// <summary>The names, each once, in lower case and in order.</summary>
    public IReadOnlyList<string> Names => _names;

    public bool IsEmpty => _names.IsEmpty;

    /// <summary>Those of a valid definition.</summary>
    public static MappedHeaders Of(ApiDefinition definition)
    {
        SortedDictionary<string, bool> names = new(StringComparer.Ordinal);
        foreach (RouteDefinition route in definition.Routes.Values)
        {
            foreach (ParameterMapping.Entry entry in EntriesOf(route))
            {
                string name = entry.Key.Name.ToLowerInvariant();
                names[name] = names.GetValueOrDefault(name) || entry.IsExclusive;
            }
        }

        string[] ours = [.. names.Where(pair => pair.Value).Select(pair => pair.Key)];
        return new MappedHeaders([.. names.Keys], [.. ours], [.. ours.Except(ReadHeaders.Of(definition), StringComparer.Ordinal)]);
    }

    /// <summary>Whether a client's value of the header never reaches the upstream.</summary>
    public bool IsOurs(string name) => _ours.Contains(name);

    /// <summary>Whether a client's value of the header does not even come with a question: nothing reads it, and the proxy removes it before.</summary>
    public bool IsWithheld(string name) => _withheld.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a backend may take a header's name for one of these, though it is none of them.</summary>
    public bool IsOtherSpelling(string name)
    {
        bool isAlike = false;
        foreach (string mapped in _names)
        {
            if (name.Equals(mapped, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            isAlike |= HeaderSpelling.AreSame(name, mapped);
        }

        return isAlike;
    }

    /// <summary>The headers of a client's request that the mappings of a definition read.</summary>
    public static IEnumerable<string> ReadBy(ApiDefinition definition) => definition.Routes.Values.SelectMany(ReadBy);

    /// <summary>Those that the mappings of a route read.</summary>
    public static IEnumerable<string> ReadBy(RouteDefinition route) => EntriesOf(route)
        .SelectMany(entry => entry.Value?.Parts ?? [])
        .Where(part => part.Source == MappingSource.RequestHeader)
        .Select(part => part.Name);

    private static IEnumerable<ParameterMapping.Entry> EntriesOf(RouteDefinition route) =>
        route.Integration is { } integration
            ? ParameterMapping.Compile(integration.RequestParameters, MappingDirection.Request)?.Entries
                .Where(entry => entry.Key.Target == MappingTarget.Header) ?? []
            : [];
}
