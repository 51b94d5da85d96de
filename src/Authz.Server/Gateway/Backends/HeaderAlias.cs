namespace Authz.Server.Gateway.Backends;

/// <summary>
/// Header names as backends may read them: many (CGI, WSGI) take <c>_</c> for <c>-</c>, so that <c>x_user</c> would be read as
/// <c>x-user</c>.
/// </summary>
internal static class HeaderAlias
{
    /// <summary>The name that all spellings of a header share, but for their case.</summary>
    public static string Canonical(string name) => name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;

    /// <summary>Removes every spelling of a header.</summary>
    public static void Remove(IHeaderDictionary headers, string name)
    {
        foreach (string spelling in headers.Keys.Where(key => AreSame(key, name)).ToArray())
        {
            headers.Remove(spelling);
        }
    }

    /// <summary>Whether some backend could take one name for the other.</summary>
    public static bool AreSame(string left, string right) =>
        left.Length == right.Length && Canonical(left).Equals(Canonical(right), StringComparison.OrdinalIgnoreCase);
}
