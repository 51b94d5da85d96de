namespace Authz.AspNetCore.ToolCalls;

/// <summary>Names of members as lenient servers read them.</summary>
internal static class MemberName
{
    /// <summary>
    /// Whether the names are equal but for case: in ASCII, and for the two other characters that fold to ASCII letters, the long s and the
    /// sign for kelvin, as readers of JSON in Go fold them.
    /// </summary>
    public static bool Resembles(string name, string known) =>
        name.Length == known.Length
        && name.Replace('\u017F', 's').Replace('\u212A', 'k').Equals(known, StringComparison.OrdinalIgnoreCase);
}
