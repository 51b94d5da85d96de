using System.Diagnostics.CodeAnalysis;
using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz;

/// <summary>
/// Reads API definitions in Authz's own JSON format, at most 10 MB of UTF-8. The text has one reading: duplicate names, comments,
/// unknown properties and trailing data are problems; a byte order mark is skipped.
/// </summary>
public static class ApiDefinitionReader
{
    private static readonly DefinitionProblem s_otherFormat = new(
        "", 0, 0, "The file's name says YAML, and this reader takes JSON alone.",
        "Read it with the package Authz.Import: DefinitionImporter.Read takes YAML, OpenAPI and templates.");

    /// <summary>Reads and validates a definition.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    public static ApiDefinition Read(ReadOnlySpan<byte> utf8) =>
        TryRead(utf8, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems)
            ? definition
            : throw new ApiDefinitionException(problems);

    /// <summary>Reads and validates a definition's file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ApiDefinition ReadFile(string path) => ReadFile(File.ReadAllBytes(path), path);

    /// <summary>Reads and validates a definition.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="definition">The definition; null if there are problems.</param>
    /// <param name="problems">Every problem, in the order of the text.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems)
    {
        DefinitionReport report = new();
        DefinitionNode? root = JsonDefinitionReader.Read(utf8, report);
        definition = root is null ? null : DefinitionLoader.Load(root, report);
        problems = InOrder(report);
        return definition is not null;
    }

    /// <summary>
    /// Makes a definition of a tree in Authz's own format, as a loader of another file format builds it, and validates it. Each problem has
    /// the place that the tree gives. A tree has at most 150,000 values and 64 levels.
    /// </summary>
    /// <param name="tree">The tree: an object with the members of Authz's own format.</param>
    /// <param name="definition">The definition; null if there are problems.</param>
    /// <param name="problems">Every problem, in the order of the places.</param>
    public static bool TryRead(
        DefinitionNode tree, [NotNullWhen(true)] out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(tree);
        DefinitionReport report = new();
        definition = DefinitionLoader.Load(tree, report);
        problems = InOrder(report);
        return definition is not null;
    }

    /// <summary>
    /// Reads any JSON of at most 10 MB into a positioned tree, for loaders of formats that are written in JSON. The text has one reading.
    /// </summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="problems">Every problem, in the order of the text.</param>
    /// <returns>
    /// The tree; if there are problems, only good for finding more of them, and of a repeated name it has the first value. Null if the text
    /// is not JSON.
    /// </returns>
    public static DefinitionNode? ReadTree(ReadOnlySpan<byte> utf8, out IReadOnlyList<DefinitionProblem> problems)
    {
        DefinitionReport report = new();
        DefinitionNode? tree = JsonDefinitionReader.Read(utf8, report);
        problems = InOrder(report);
        return tree;
    }

    // Problems of a file are named with it, as compilers write them.
    internal static ApiDefinition ReadFile(ReadOnlySpan<byte> utf8, string path)
    {
        if (TryRead(utf8, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems))
        {
            return definition;
        }

        throw new ApiDefinitionException(IsYaml(path) ? [.. problems, s_otherFormat] : problems, path);
    }

    private static bool IsYaml(string path) =>
        Path.GetExtension(path) is string extension
        && (extension.Equals(".yaml", StringComparison.OrdinalIgnoreCase) || extension.Equals(".yml", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<DefinitionProblem> InOrder(DefinitionReport report) =>
        [.. report.Problems.OrderBy(problem => (problem.Line, problem.Column))];
}
