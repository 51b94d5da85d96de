using System.Globalization;

namespace Authz.Definitions.Tree;

/// <summary>Writes JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    // Longer than any route key. One name can stand above all values of a file and in the pointer to each.
    private const int MaximumNameLength = 600;

    /// <summary>
    /// The pointer to a member or item below <paramref name="parent"/>. A name longer than any route key is cut to its start and
    /// ends in an ellipsis.
    /// </summary>
    public static string Append(string parent, string name) => parent + "/" + Excerpt.Start(name, MaximumNameLength)
        .Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The pointer to an item of the list that <paramref name="parent"/> points to.</summary>
    public static string Append(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}/{index}");

    /// <summary>Whether a pointer's token is the cut form of this name.</summary>
    public static bool IsCut(string token, string name) => Excerpt.IsCutStart(token, name, MaximumNameLength);

    /// <summary>The names and indexes that a pointer goes through.</summary>
    public static IEnumerable<string> Split(string pointer) => pointer.Split('/').Skip(1)
        .Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
}
