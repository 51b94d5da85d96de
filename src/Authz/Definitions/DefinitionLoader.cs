using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;
using Authz.Definitions.Validation;

namespace Authz.Definitions;

/// <summary>Makes a model of a positioned tree and reports every problem of it.</summary>
internal static class DefinitionLoader
{
    /// <summary>The definition; null if the report has problems after mapping and validation.</summary>
    public static ApiDefinition? Load(DefinitionNode root, DefinitionReport report)
    {
        ApiDefinition? definition = IsBounded(root, report) ? Read(root, report) : null;
        return report.Problems.Count == 0 ? definition : null;
    }

    /// <summary>The readable part of a definition; usable only if the report is empty.</summary>
    public static ApiDefinition Read(DefinitionNode root, DefinitionReport report)
    {
        ApiDefinition definition = ApiFormat.Read(root, report);

        // An API may have no routes yet; a file without the member is more likely no definition.
        if (root.Kind == DefinitionNodeKind.Object && root.Find("routes") is null)
        {
            report.Add("/routes", "The definition has no routes.", "Add 'routes', with a route such as 'GET /pets'.", root.Position);
        }

        DefinitionPlaces places = new(root);
        foreach (DefinitionProblem problem in DefinitionValidator.Validate(definition).Select(places.Locate))
        {
            if (!report.IsUnreadable(problem.Path))
            {
                report.Add(problem);
            }
        }

        return definition;
    }

    // A tree that no text was read into may have any size; what walks it relies on these bounds.
    private static bool IsBounded(DefinitionNode tree, DefinitionReport report)
    {
        if (tree.Count > DefinitionText.MaximumValues)
        {
            DefinitionText.ReportTooManyValues(report);
            return false;
        }

        // The one level more is that of plain values.
        if (tree.Depth > DefinitionText.MaximumDepth + 1)
        {
            report.Add("", $"The definition nests deeper than {DefinitionText.MaximumDepth} levels.", "Write it flatter.", tree.Position);
            return false;
        }

        return true;
    }
}
