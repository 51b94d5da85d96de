using System.Collections.Frozen;

namespace Authz.ProtectedResources;

/// <summary>The metadata of an API's protected resources, by path and query: the <c>Host</c> of a request says nothing.</summary>
internal sealed class MetadataTable
{
    private readonly FrozenDictionary<string, ProtectedResourceMetadata> _byTarget;

    public MetadataTable(IEnumerable<ProtectedResourceMetadata> resources)
    {
        // Two authorizers of one resource describe it alike, or the definition is refused.
        All = [.. resources.DistinctBy(resource => resource.Target)];
        _byTarget = All.ToFrozenDictionary(resource => resource.Target, StringComparer.Ordinal);
    }

    /// <summary>All of them, in the definition's order.</summary>
    public IReadOnlyList<ProtectedResourceMetadata> All { get; }

    /// <summary>The metadata that a request reads; null if it reads none.</summary>
    public ProtectedResourceMetadata? Find(string method, string target) =>
        target.StartsWith(MetadataUrl.WellKnown, StringComparison.Ordinal) && method is ("GET" or "HEAD")
            ? _byTarget.GetValueOrDefault(target)
            : null;
}
