namespace Authz.Import.Tree;

/// <summary>Words how the values that a file leaves open are given, all of one place at once.</summary>
internal static class Gap
{
    private const string Start = "Give it with '--parameter ";
    private const string End = "=VALUE'.";
    private const string Between = "=VALUE --parameter ";

    /// <summary>The remedy for one missing value.</summary>
    public static string Remedy(string name) => $"{Start}{name}{End}";

    /// <summary>The remedy for what either needs.</summary>
    public static string Join(string? first, string second)
    {
        if (first is null || first == second)
        {
            return second;
        }

        return NamesIn(first) is { } names && NamesIn(second) is { } more
            ? Start + string.Join(Between, names.Union(more, StringComparer.Ordinal)) + End
            : first;
    }

    private static string[]? NamesIn(string remedy) =>
        remedy.StartsWith(Start, StringComparison.Ordinal) && remedy.EndsWith(End, StringComparison.Ordinal)
            ? remedy[Start.Length..^End.Length].Split(Between)
            : null;
}
