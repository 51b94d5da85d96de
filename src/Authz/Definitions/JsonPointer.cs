using System.Globalization;

namespace Authz.Definitions;

/// <summary>Writes JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The pointer to a member or item of what <paramref name="parent"/> points to.</summary>
    public static string Append(string parent, string name) =>
        $"{parent}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The pointer to an item of the list that <paramref name="parent"/> points to.</summary>
    public static string Append(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}/{index}");

    /// <summary>The names and indexes that a pointer goes through.</summary>
    public static IEnumerable<string> Split(string pointer) => pointer.Split('/').Skip(1)
        .Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
}
