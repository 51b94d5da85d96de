using System.Diagnostics.CodeAnalysis;
using Authz.Definitions.Parameters;
using Authz.Server.Gateway.Requests;
using Authz.Targets;

namespace Authz.Server.Gateway.Mapping;

/// <summary>Applies parameter mappings of path and query.</summary>
internal static class TargetMapping
{
    /// <summary>
    /// The target for the backend; false if programs could read the new path differently, such as when a claim is
    /// <c>..</c>.
    /// </summary>
    /// <param name="parameters">The changes.</param>
    /// <param name="target">The request's target.</param>
    /// <param name="allowsEncodedSlash">Whether the route allows <c>%2F</c> in its segments.</param>
    /// <param name="path">The path that replaces the integration's; null if no mapping sets it.</param>
    /// <param name="query">The query, without its question mark.</param>
    public static bool TryApply(
        IReadOnlyList<MappedParameter> parameters, string target, bool allowsEncodedSlash, out string? path, out string query)
    {
        path = null;
        query = RequestQuery.Of(target);
        foreach (MappedParameter parameter in parameters)
        {
            if (parameter is { Key.Target: MappingTarget.QueryString, IsExclusive: true })
            {
                query = RequestQuery.Remove(query, parameter.Key.Name);
            }
        }

        foreach (MappedParameter parameter in parameters)
        {
            if (parameter is { Key.Target: MappingTarget.QueryString, Value: { } value })
            {
                query = RequestQuery.Append(query, parameter.Key.Name, value);
            }
            else if (parameter.Key.Target == MappingTarget.Path && !TryMakePath(parameter.Value, allowsEncodedSlash, out path))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryMakePath(string? value, bool allowsEncodedSlash, [NotNullWhen(true)] out string? path)
    {
        path = value is ['/', ..] ? value : "/" + value;
        return !path.Contains('?', StringComparison.Ordinal)
            && CanonicalTarget.TryRead(path, out RequestTarget target)
            && (allowsEncodedSlash || !target.HasEncodedSlash);
    }
}
