using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Writes out what stands in place of whole sections and resources, before anything is evaluated: included files and loops. References
/// then find the resources that these make.
/// </summary>
internal sealed class TemplateExpansion(ImportContext context)
{
    private const string Transform = "Fn::Transform";

    private static readonly string[] s_sections = ["Conditions", "Resources"];

    public DefinitionNode Apply(DefinitionNode root)
    {
        foreach (DefinitionNode macro in TemplateMacros.Of(root).Where(macro => macro.Get("Name").PlainText() == TemplateMacros.Include))
        {
            root = Merge(root, root.Members, macro, root);
        }

        DefinitionNode included = WithSections(root, section => section.Find(Transform)?.Value is { } transform
            && transform.Get("Name").PlainText() == TemplateMacros.Include
                ? Merge(section, section.Members.Where(member => member.Name != Transform), transform, root)
                : section);
        return s_sections.Any(section => TemplateLoops.IsIn(included.Get(section)))
            ? WithSections(included, new TemplateLoops(included, context).Expand)
            : included;
    }

    private static DefinitionNode WithSections(DefinitionNode root, Func<DefinitionNode, DefinitionNode> make) =>
        root.Kind != DefinitionNodeKind.Object ? root : DefinitionNode.Object(
            [
                .. root.Members.Select(member => s_sections.Contains(member.Name)
                    ? new DefinitionMember(member.Name, member.NamePosition, make(member.Value))
                    : member),
            ],
            root.Position);

    private DefinitionNode Merge(DefinitionNode node, IEnumerable<DefinitionMember> own, DefinitionNode transform, DefinitionNode root)
    {
        DefinitionNode? location = transform.Get("Parameters", "Location") is { } written
            ? new TemplateEvaluator(root, context).Evaluate(written)
            : null;
        DefinitionNode file = location is { Kind: DefinitionNodeKind.String } ? context.Files.Read(location.Text, transform.Position) : location ?? transform;
        if (file.Kind == DefinitionNodeKind.Unresolved)
        {
            context.Report.RefuseUnresolved(file, "The included part of the template");
        }
        else if (file.Kind != DefinitionNodeKind.Object || location is not { Kind: DefinitionNodeKind.String })
        {
            context.Report.Refuse(file.Position, "The included part of the template must be a map.", "Let the file be a map of named members.");
        }
        else if (FindInclude(file) is { } nested)
        {
            context.Report.RefuseUnsupported(
                nested.NamePosition, "An included file includes another.", "Write the content itself: an included file includes no other.");
        }
        else
        {
            return Combined(node, [.. own, .. file.Members]);
        }

        return Combined(node, own);
    }

    private DefinitionNode Combined(DefinitionNode node, IEnumerable<DefinitionMember> members)
    {
        DefinitionObjectBuilder combined = new();
        foreach (DefinitionMember member in members)
        {
            if (!combined.TryAdd(member.Name, member.NamePosition, member.Value))
            {
                context.Report.Refuse(
                    member.NamePosition,
                    $"'{member.Name}' stands in the template and in the file that it includes.",
                    $"Write '{member.Name}' in the file or beside it, not in both.");
            }
        }

        return combined.Build(node.Position);
    }

    private static DefinitionMember? FindInclude(DefinitionNode node) =>
        node.Members.FirstOrDefault(member => member.Name == Transform)
        ?? node.Items.Concat(node.Members.Select(member => member.Value)).Select(FindInclude).FirstOrDefault(found => found is not null);
}
