using Authz.Import;

namespace Authz.Server.Commands;

/// <summary>Reads an API definition of any format from a file and reports its problems.</summary>
internal static class DefinitionFile
{
    /// <summary>
    /// The definition; null after its problems were written to <paramref name="error"/>, each on its own line with its place.
    /// </summary>
    public static async Task<ApiDefinition?> ReadAsync(
        string path, IEnumerable<string>? parameters, TextWriter error, CancellationToken cancellationToken) =>
        await ReadContentAsync(path, error, cancellationToken) is { } content
            ? await InterpretAsync(path, content, parameters, error)
            : null;

    /// <summary>The content of a file; null if it could not be read, which is written to <paramref name="error"/>.</summary>
    public static async Task<ImportedDefinition?> ImportAsync(
        string path, IEnumerable<string>? parameters, TextWriter error, CancellationToken cancellationToken) =>
        await ReadContentAsync(path, error, cancellationToken) is { } content
            ? DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path))
            : null;

    /// <summary>A file's bytes; null after they could not be read, which went to <paramref name="error"/>.</summary>
    public static async Task<byte[]?> ReadContentAsync(string path, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string problem = Directory.Exists(path) ? "It is a directory; name a file." : exception.Message;
            await error.WriteLineAsync($"authz: {path} cannot be read: {problem}");
            return null;
        }
    }

    /// <summary>The definition in a file's bytes; null after its problems went to <paramref name="error"/>.</summary>
    public static async Task<ApiDefinition?> InterpretAsync(string path, byte[] content, IEnumerable<string>? parameters, TextWriter error)
    {
        ImportedDefinition imported = DefinitionImporter.Import(content, ParameterOption.ToOptions(parameters, path));
        await ReportAsync(path, imported.Problems, error);
        foreach (DefinitionProblem notice in imported.Notices)
        {
            await error.WriteLineAsync(DefinitionProblem.OnOneLine($"{Place(path, notice)}: note: {notice.Message} {notice.Remedy}"));
        }

        return imported.Definition;
    }

    public static async Task ReportAsync(string path, IReadOnlyList<DefinitionProblem> problems, TextWriter error)
    {
        foreach (DefinitionProblem problem in problems)
        {
            string pointer = problem.Path.Length == 0 ? "" : $" {problem.Path}:";
            await error.WriteLineAsync(DefinitionProblem.OnOneLine($"{Place(path, problem)}:{pointer} {problem.Message} {problem.Remedy}"));
        }
    }

    private static string Place(string path, DefinitionProblem problem) =>
        problem.Line > 0 ? $"{path}({problem.Line},{problem.Column})" : path;
}
