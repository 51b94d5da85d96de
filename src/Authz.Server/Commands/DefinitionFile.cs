namespace Authz.Server.Commands;

/// <summary>Reads an API definition from a file and reports whatever keeps it from being used.</summary>
internal static class DefinitionFile
{
    /// <summary>The definition; null after its problems went to <paramref name="error"/>, each on a line of its own with its place.</summary>
    public static async Task<ApiDefinition?> ReadAsync(string path, TextWriter error, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"authz: {path} cannot be read: {exception.Message}");
            return null;
        }

        if (!ApiDefinitionReader.TryRead(content, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems))
        {
            await ReportAsync(path, problems, error);
        }

        return definition;
    }

    public static async Task ReportAsync(string path, IReadOnlyList<DefinitionProblem> problems, TextWriter error)
    {
        foreach (DefinitionProblem problem in problems)
        {
            string place = problem.Line > 0 ? $"{path}({problem.Line},{problem.Column})" : path;
            await error.WriteLineAsync($"{place}: {problem.Path}: {problem.Message} {problem.Remedy}");
        }
    }
}
