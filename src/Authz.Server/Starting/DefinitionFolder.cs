namespace Authz.Server.Starting;

/// <summary>The definition that a folder has, for a command that names none.</summary>
internal static class DefinitionFolder
{
    /// <summary>The name of a definition in Authz's own format.</summary>
    public const string OwnFile = "authz.json";

    private static readonly string[] s_names = [OwnFile, "authz.yaml", "template.yaml", "serverless.yml"];

    /// <summary>The names that are looked for, as a list for people.</summary>
    public static string Names => $"{string.Join(", ", s_names[..^1])} or {s_names[^1]}";

    /// <summary>The definitions in a folder, none of which is preferred to another.</summary>
    public static IReadOnlyList<string> Find(string folder) => [.. s_names.Where(name => File.Exists(Path.Combine(folder, name)))];
}
