using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Templates;

/// <summary>Tells repeated names that may concern the API from those in other resources, which its meaning does not depend on.</summary>
internal static class TemplateDuplicates
{
    private static readonly string[] s_sections = ["Outputs", "Metadata", "Rules"];

    public static void Report(DefinitionNode root, IReadOnlyList<DuplicateName> duplicates, ImportReport report)
    {
        HashSet<DefinitionPosition> read = [];
        if (duplicates.Count > 0)
        {
            CollectRead(root, read);
        }

        foreach (DuplicateName duplicate in duplicates)
        {
            if (read.Contains(duplicate.Object))
            {
                report.Problems.Add(duplicate.Problem);
            }
            else
            {
                report.Notice(
                    new DefinitionPosition(duplicate.Problem.Line, duplicate.Problem.Column),
                    duplicate.Problem.Message,
                    duplicate.Problem.Remedy,
                    "name_repeated");
            }
        }
    }

    private static void CollectRead(DefinitionNode root, HashSet<DefinitionPosition> read)
    {
        read.Add(root.Position);
        foreach (DefinitionMember section in root.Members.Where(member => !s_sections.Contains(member.Name)))
        {
            if (section.Name != "Resources")
            {
                Collect(section.Value, read);
                continue;
            }

            read.Add(section.Value.Position);
            foreach (DefinitionMember resource in section.Value.Members)
            {
                // The type itself may be what is repeated; a loop may make any resource.
                read.Add(resource.Value.Position);
                if (TemplateResources.IsRead(resource.Value) || resource.Name.StartsWith("Fn::", StringComparison.Ordinal))
                {
                    Collect(resource.Value, read);
                }
            }
        }
    }

    private static void Collect(DefinitionNode node, HashSet<DefinitionPosition> read)
    {
        if (node.Kind == DefinitionNodeKind.Object)
        {
            read.Add(node.Position);
        }

        foreach (DefinitionNode value in node.Items.Concat(node.Members.Select(member => member.Value)))
        {
            Collect(value, read);
        }
    }
}
