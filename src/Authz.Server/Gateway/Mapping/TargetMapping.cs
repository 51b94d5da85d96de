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
    /// <param name="fixedQuery">The query of the integration's URL, in which only mappings change something.</param>
    /// <param name="allowsEncodedSlash">Whether the route allows <c>%2F</c> in its segments.</param>
    /// <param name="path">The path that replaces the integration's; null if no mapping sets it.</param>
    /// <param name="query">The query, without its question mark.</param>
    public static bool TryApply(
        IReadOnlyList<MappedParameter> parameters,
        string target,
        string fixedQuery,
        bool allowsEncodedSlash,
        out string? path,
        out string query)
    {
        path = null;
        string clientQuery = RequestQuery.Of(target);
        foreach (MappedParameter parameter in parameters)
        {
            if (parameter is { Key.Target: MappingTarget.QueryString, IsExclusive: true })
            {
                clientQuery = RequestQuery.Remove(clientQuery, parameter.Key.Name);
            }
        }

        query = JoinQueries(parameters, fixedQuery, clientQuery);
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

    // The fixed query is the operator's word: no parameter of the client's may pass for one of it.
    private static string JoinQueries(IReadOnlyList<MappedParameter> parameters, string fixedQuery, string clientQuery)
    {
        if (fixedQuery.Length == 0)
        {
            return clientQuery;
        }

        foreach (IGrouping<string, string> parameter in RequestQuery.Values("?" + fixedQuery))
        {
            clientQuery = RequestQuery.Remove(clientQuery, parameter.Key);
        }

        foreach (MappedParameter parameter in parameters)
        {
            if (parameter.Key is { Target: MappingTarget.QueryString, Operation: not MappingOperation.Append })
            {
                fixedQuery = RequestQuery.Remove(fixedQuery, parameter.Key.Name);
            }
        }

        return fixedQuery.Length == 0 || clientQuery.Length == 0 ? fixedQuery + clientQuery : $"{fixedQuery}&{clientQuery}";
    }

    private static bool TryMakePath(string? value, bool allowsEncodedSlash, [NotNullWhen(true)] out string? path)
    {
        path = value is null or ['/', ..] ? value : "/" + value;
        return path is not null
            && !path.Contains('?', StringComparison.Ordinal)
            && CanonicalTarget.TryRead(path, out RequestTarget target)
            && (allowsEncodedSlash || !target.HasEncodedSlash);
    }
}
