using Authz.Import;

namespace Authz.Server.Commands.Options;

/// <summary>Reads an API definition of any format from a file and reports its problems.</summary>
internal static class DefinitionFile
{
    /// <summary>The definition; null after its problems were reported, each with its place.</summary>
    public static async Task<ApiDefinition?> ReadAsync(
        string path, IEnumerable<string>? parameters, CommandConsole console, CancellationToken cancellationToken) =>
        await InputFile.ReadAsync(path, console, cancellationToken) is { } content
            ? Interpret(path, content, parameters, console)
            : null;

    /// <summary>The content of a file; null if it could not be read, which is reported.</summary>
    public static async Task<ImportedDefinition?> ImportAsync(
        string path, IEnumerable<string>? parameters, CommandConsole console, CancellationToken cancellationToken) =>
        await InputFile.ReadAsync(path, console, cancellationToken) is { } content
            ? DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path))
            : null;

    /// <summary>The definition in a file's bytes; null after its problems were reported.</summary>
    public static ApiDefinition? Interpret(string path, byte[] content, IEnumerable<string>? parameters, CommandConsole console)
    {
        ImportedDefinition imported = DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path));
        foreach (DefinitionProblem problem in imported.Problems)
        {
            string pointer = problem.Path.Length == 0 ? "" : $"{problem.Path}: ";
            console.ReportTrouble(Place(path, problem), $"{pointer}{problem.Message} {problem.Remedy}");
        }

        foreach (DefinitionProblem notice in imported.Notices)
        {
            console.ReportTrouble(Place(path, notice), $"note: {notice.Message} {notice.Remedy}");
        }

        return imported.Definition;
    }

    private static string Place(string path, DefinitionProblem problem) =>
        problem.Line > 0 ? $"{path}({problem.Line},{problem.Column})" : path;
}
