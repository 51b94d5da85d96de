using Authz.Definitions;
using Authz.Definitions.Tree;
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
            return new ImportedDefinition(DefinitionFormat.Authz, tree: null, model: null, report);
        }

        DefinitionFormat format = FormatDetection.Detect(source);
        DefinitionNode? tree = format switch
        {
            DefinitionFormat.OpenApi => OpenApiImporter.Import(source, report),
            DefinitionFormat.CloudFormation or DefinitionFormat.Sam => TemplateImporter.Import(source, options, report),
            DefinitionFormat.Serverless => ServerlessImporter.Import(source, options, report),
            _ => source,
        };
        ApiDefinition? model = tree is null ? null : Read(tree, report);
        return new ImportedDefinition(format, tree, model, report);
    }

    // If routes were refused, an empty route list is not a second problem.
    private static ApiDefinition Read(DefinitionNode tree, ImportReport report)
    {
        bool areRoutesRefused = report.Problems.Problems.Count > 0;
        DefinitionReport read = new();
        ApiDefinition definition = DefinitionLoader.Read(tree, read);
        foreach (DefinitionProblem problem in read.Problems.Where(problem => !areRoutesRefused || problem.Path != "/routes"))
        {
            report.Problems.Add(problem);
        }

        return definition;
    }
}
