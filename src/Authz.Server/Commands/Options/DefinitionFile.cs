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
    /// <param name="path">The file.</param>
    /// <param name="parameters">Values that it leaves open.</param>
    /// <param name="console">Receives the report.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="read">Receives the paths of the other files that are read.</param>
    public static async Task<ImportedDefinition?> ImportAsync(
        string path,
        IEnumerable<string>? parameters,
        CommandConsole console,
        CancellationToken cancellationToken,
        ICollection<string>? read = null) =>
        await InputFile.ReadAsync(path, console, cancellationToken) is { } content
            ? DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path, read))
            : null;

    /// <summary>The definition in a file's bytes; null after its problems were reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="parameters">Values that it leaves open.</param>
    /// <param name="console">Receives the problems.</param>
    /// <param name="read">Receives the paths of the other files that are read.</param>
    public static ApiDefinition? Interpret(
        string path, byte[] content, IEnumerable<string>? parameters, CommandConsole console, ICollection<string>? read = null)
    {
        ImportedDefinition imported = DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path, read));
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
