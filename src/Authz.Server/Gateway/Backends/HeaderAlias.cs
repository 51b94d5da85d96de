using Authz.FoldedNames;

namespace Authz.Server.Gateway.Backends;

/// <summary>Removes headers in every spelling that a backend could take for them.</summary>
internal static class HeaderAlias
{
    /// <summary>Removes every spelling of a header.</summary>
    public static void Remove(IHeaderDictionary headers, string name)
    {
        foreach (string spelling in headers.Keys.Where(key => HeaderSpelling.AreSame(key, name)).ToArray())
        {
            headers.Remove(spelling);
        }
    }
}
