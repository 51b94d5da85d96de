using Authz.Definitions;
using Authz.Import.OpenApi;
using Authz.Import.Serverless;
using Authz.Import.Templates;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import;

/// <summary>
/// Reads API definitions from existing files: JSON or YAML of at most 10 MB, in any <see cref="DefinitionFormat"/>. A route
/// means the same as on AWS, with one exception: if its authorizer cannot be resolved, the file is refused instead of dropping the route.
/// </summary>
public static class DefinitionImporter
{
    /// <summary>Reads a file's content, recognizes its format and maps it. Never throws because of the content.</summary>
    /// <param name="utf8">The content.</param>
    /// <param name="options">The values that the file leaves open; null for none.</param>
    public static ImportedDefinition Import(ReadOnlySpan<byte> utf8, ImportOptions? options = null)
    {
        options ??= new ImportOptions();
        ImportReport report = new();
        DefinitionNode? source = SourceText.Read(utf8, report.Problems);
        if (source is null)
        {
            return new ImportedDefinition(DefinitionFormat.Authz, tree: null, definition: null, report);
        }

        DefinitionFormat format = FormatDetection.Detect(source);
        DefinitionNode? tree = format switch
        {
            DefinitionFormat.OpenApi => OpenApiImporter.Import(source, report),
            DefinitionFormat.CloudFormation or DefinitionFormat.Sam => TemplateImporter.Import(source, options, report),
            DefinitionFormat.Serverless => ServerlessImporter.Import(source, options, report),
            _ => source,
        };
        ApiDefinition? definition = tree is null ? null : Read(tree, report);
        return new ImportedDefinition(format, tree, definition, report);
    }

    /// <summary>
    /// Reads any JSON or YAML of at most 10 MB into a positioned tree, for loaders of other formats. The text has one reading. Never throws
    /// for what the text is.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="problems">Every problem, in the order of the text.</param>
    /// <returns>
    /// The tree; if there are problems, only good for finding more of them, and of a repeated name it has the first value. Null if the text
    /// is neither JSON nor YAML.
    /// </returns>
    public static DefinitionNode? ReadTree(ReadOnlySpan<byte> utf8, out IReadOnlyList<DefinitionProblem> problems)
    {
        DefinitionReport report = new();
        DefinitionNode? tree = SourceText.Read(utf8, report);
        problems = [.. report.Problems.OrderBy(problem => (problem.Line, problem.Column))];
        return tree;
    }

    // If routes were refused, an empty route list is not a second problem.
    private static ApiDefinition? Read(DefinitionNode tree, ImportReport report)
    {
        bool areRoutesRefused = report.Problems.Problems.Count > 0;
        ApiDefinitionReader.TryRead(tree, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems);
        report.Problems.AddRange(problems.Where(problem => !areRoutesRefused || problem.Path != "/routes"));
        return definition;
    }
}
