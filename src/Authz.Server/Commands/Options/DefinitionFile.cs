using Authz.Import;

namespace Authz.Server.Commands.Options;

/// <summary>Reads an API definition of any format from a file and reports its problems.</summary>
internal static class DefinitionFile
{
    /// <summary>The definition; null after its problems were reported, each with its place.</summary>
    public static async Task<ApiDefinition?> ReadAsync(
        string path, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken) =>
        await InputFile.ReadAsync(path, console, cancellationToken) is { } content ? Interpret(path, content, input, console) : null;

    /// <summary>The content of a file; null if it could not be read, which is reported.</summary>
    public static async Task<ImportedDefinition?> ImportAsync(
        string path, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken) =>
        await InputFile.ReadAsync(path, console, cancellationToken) is { } content
            ? DefinitionImporter.Import(content, input.For(path))
            : null;

    /// <summary>
    /// The content of a file, once for each of its HTTP APIs unless one is chosen; null if it could not be read, which is reported.
    /// </summary>
    public static async Task<IReadOnlyList<ImportedDefinition>?> ImportAllAsync(
        string path, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        ImportedDefinition imported = DefinitionImporter.Import(content, input.For(path));

        // An overlay is for one API, so the choice is left to the user.
        return input is { Api: null, Overlay: null } && imported.Apis.Count > 1
            ? [.. imported.Apis.Select(api => DefinitionImporter.Import(content, (input with { Api = api }).For(path)))]
            : [imported];
    }

    /// <summary>The definition in a file's bytes; null after its problems were reported.</summary>
    public static ApiDefinition? Interpret(string path, byte[] content, DefinitionInput input, CommandConsole console)
    {
        ImportedDefinition imported = DefinitionImporter.Import(content, input.For(path));
        Report(path, imported, console);
        return imported.Definition;
    }

    /// <summary>Reports a file's problems and notices.</summary>
    public static void Report(string path, ImportedDefinition imported, CommandConsole console) =>
        Report(path, imported.Format, imported.Problems, imported.Notices, console);

    /// <summary>Reports problems and notices of a file of this format.</summary>
    public static void Report(
        string path,
        DefinitionFormat format,
        IReadOnlyList<DefinitionProblem> problems,
        IReadOnlyList<DefinitionProblem> notices,
        CommandConsole console)
    {
        foreach (DefinitionProblem problem in problems)
        {
            // The pointer leads through our own format, which only its files have.
            string pointer = problem.Path.Length == 0 || format != DefinitionFormat.Authz ? "" : $"{problem.Path}: ";
            console.ReportTrouble(Place(path, problem), $"error: {pointer}{problem.Message} {problem.Remedy}");
        }

        foreach (DefinitionProblem notice in notices)
        {
            console.ReportTrouble(Place(path, notice), $"note: {notice.Message} {notice.Remedy}");
        }
    }

    /// <summary>The path to the file that a problem is in: the definition's, or one that it includes.</summary>
    public static string FileOf(string path, string? included) =>
        included is null ? path : DefinitionProblem.PathFrom(path, included);

    private static string Place(string path, DefinitionProblem problem)
    {
        string file = FileOf(path, problem.File);
        return problem.Line > 0 ? $"{file}({problem.Line},{problem.Column})" : file;
    }
}
