using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Import.OpenApi;
using Authz.Import.Serverless;
using Authz.Import.Templates;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import;

/// <summary>
/// Reads API definitions from the files that people have: JSON or YAML of at most 10 MB, in any <see cref="DefinitionFormat"/>. A route
/// means what it means on AWS, with one exception: where its authorizer cannot be resolved the file is refused, not the route dropped.
/// </summary>
public static class DefinitionImporter
{
    /// <summary>Reads a file's content, tells what it is and maps it. Never throws for what the content is.</summary>
    /// <param name="utf8">The content.</param>
    /// <param name="options">What the file leaves to be decided elsewhere; null for nothing.</param>
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

    // Where routes were refused, that there is none left is no problem of its own.
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
