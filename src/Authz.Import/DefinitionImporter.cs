using Authz.Definitions;
using Authz.Import.Includes;
using Authz.Import.OpenApi;
using Authz.Import.Overlays;
using Authz.Import.Serverless;
using Authz.Import.Templates;
using Authz.Import.Terraform;
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
        ImportReport report = new();
        ImportContext context = new(options ??= new ImportOptions(), report, new IncludedFiles(options.Folder, report));
        DefinitionNode? overlay = OverlayFile.Read(options, report);
        List<DuplicateName> duplicates = [];
        if (SourceText.Read(utf8, report.Problems, duplicates) is not { } source)
        {
            report.Problems.AddRange(duplicates.Select(duplicate => duplicate.Problem));
            return new ImportedDefinition(DefinitionFormat.Authz, tree: null, definition: null, report);
        }

        DefinitionFormat format = FormatDetection.Detect(source);
        if (format is DefinitionFormat.CloudFormation or DefinitionFormat.Sam)
        {
            TemplateDuplicates.Report(source, duplicates, report);
        }
        else
        {
            report.Problems.AddRange(duplicates.Select(duplicate => duplicate.Problem));
        }

        DefinitionNode? tree = format switch
        {
            DefinitionFormat.OpenApi => OpenApiImporter.Import(source, context),
            DefinitionFormat.CloudFormation or DefinitionFormat.Sam => TemplateImporter.Import(source, context),
            DefinitionFormat.Serverless => ServerlessImporter.Import(source, context),
            DefinitionFormat.Terraform => TerraformImporter.Import(source, context),
            _ => source,
        };
        tree = tree is null || overlay is null ? tree : DefinitionOverlay.Apply(tree, overlay, report);
        tree = tree is null ? null : TokenSourceReplacement.Apply(tree, options, report);
        RefuseOtherName(tree, format, options, report);
        ApiDefinition? definition = tree is null ? null : Read(tree, report);
        return new ImportedDefinition(format, tree, definition, report);
    }

    /// <summary>Reads a definition in any format, for hosts that take one or fail.</summary>
    /// <param name="utf8">The content.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    public static ApiDefinition Read(byte[] utf8) => Read(utf8, options: null);

    /// <summary>Reads a definition in any format, for hosts that take one or fail.</summary>
    /// <param name="utf8">The content.</param>
    /// <param name="options">The values that the file leaves open; null for none.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    public static ApiDefinition Read(byte[] utf8, ImportOptions? options)
    {
        ImportedDefinition imported = Import(utf8, options);
        return imported.Definition ?? throw new ApiDefinitionException(imported.Problems);
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

    // Files of these formats have one API, whose only name is its title.
    private static void RefuseOtherName(DefinitionNode? tree, DefinitionFormat format, ImportOptions options, ImportReport report)
    {
        if (options.Api is { } asked && tree is not null && format is (DefinitionFormat.Authz or DefinitionFormat.OpenApi)
            && tree.Get("name").PlainText() != asked)
        {
            report.Refuse(tree.Position, $"There is no HTTP API '{asked}' in the file.", "Leave the name out: the file has one API.");
        }
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
