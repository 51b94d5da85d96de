using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.Overlays;

/// <summary>
/// Adds the members of an overlay, a file in our own format that holds nothing else, to the API of another file: what that file's format
/// has no words for.
/// </summary>
internal static class DefinitionOverlay
{
    private static readonly (string Name, string Entry)[] s_sections = [("authorizers", "authorizer"), ("routes", "route"), (Stages, "stage")];

    private const string Stages = "stages";
    private const string DefaultStage = "$default";

    /// <summary>The API with the overlay's members.</summary>
    /// <param name="tree">The API in our own format.</param>
    /// <param name="overlay">The overlay.</param>
    /// <param name="report">Collects the problems.</param>
    public static DefinitionNode Apply(DefinitionNode tree, DefinitionNode overlay, ImportReport report)
    {
        if (tree.Kind != DefinitionNodeKind.Object || !AddedMembers.IsObject(overlay, "the API", report))
        {
            return tree;
        }

        // What the file's own problems keep out of the tree is no problem of the overlay.
        bool isComplete = report.Problems.Problems.Count == 0;
        DefinitionNode sum = tree;
        foreach ((string name, string entry) in s_sections)
        {
            if (overlay.Find(name) is { } section)
            {
                sum = AddTo(sum, section, entry, isComplete, report);
            }
        }

        IEnumerable<DefinitionMember> others = overlay.Members.Where(member => !s_sections.Any(section => section.Name == member.Name));
        return AddedMembers.AddTo(sum, DefinitionNode.Object(others, overlay.Position), "The API", report);
    }

    private static DefinitionNode AddTo(DefinitionNode tree, DefinitionMember section, string kind, bool isComplete, ImportReport report)
    {
        if (!AddedMembers.IsObject(section.Value, $"'{section.Name}'", report))
        {
            return tree;
        }

        DefinitionNode own = tree.Get(section.Name) ?? ImplicitEntries(section);
        OrderedDictionary<string, DefinitionMember> sum = own.MembersByName();
        foreach (DefinitionMember added in section.Value.Members)
        {
            if (own.Find(added.Name) is { } entry)
            {
                sum[added.Name] = entry with { Value = AddedMembers.AddTo(entry.Value, added.Value, $"The {kind} '{added.Name}'", report) };
            }
            else if (isComplete)
            {
                report.Refuse(
                    added.NamePosition,
                    $"There is no {kind} '{added.Name}' to which the overlay could add.",
                    NearestName.Find(added.Name, own.Members.Select(member => member.Name)) is { } meant
                        ? $"Did you mean '{meant}'?"
                        : $"Define the {kind} in the file that the overlay is for.");
            }
        }

        return tree.With(section.Name, DefinitionNode.Object(sum.Values, own.Position));
    }

    // An API without stages has one of this name.
    private static DefinitionNode ImplicitEntries(DefinitionMember section)
    {
        DefinitionObjectBuilder entries = new();
        if (section.Name == Stages)
        {
            entries.TryAdd(DefaultStage, section.NamePosition, new DefinitionObjectBuilder().Build(section.NamePosition));
        }

        return entries.Build(section.NamePosition);
    }
}
