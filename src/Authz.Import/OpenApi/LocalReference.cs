using Authz.Definitions.Tree;
using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Follows <c>$ref</c> within a document (OpenAPI 3.1.0 section 4.8.23).</summary>
internal sealed class LocalReference(DefinitionNode root, ImportReport report)
{
    private const int MaximumSteps = 32;

    // What may stand beside a reference and changes nothing here.
    private static readonly string[] s_siblings = ["$ref", "description", "parameters", "servers", "summary"];

    /// <summary>The value, or the one that it refers to; null, with the problem reported, if there is none.</summary>
    public DefinitionNode? Follow(DefinitionNode node)
    {
        DefinitionNode? target = node;
        for (int step = 0; step < MaximumSteps; step++)
        {
            if (target.Get("$ref") is not { } reference)
            {
                return target;
            }

            if (target!.Members.FirstOrDefault(member => !s_siblings.Contains(member.Name)) is { } sibling)
            {
                report.Refuse(
                    sibling.NamePosition,
                    $"'{sibling.Name}' beside '$ref' is not read.",
                    "Write it where the reference leads, or write the whole in place of the reference.");
                return null;
            }

            target = Find(reference);
            if (target is null)
            {
                return null;
            }
        }

        report.Refuse(node.Position, "The reference leads back to itself.", "Let it refer to a value.");
        return null;
    }

    private DefinitionNode? Find(DefinitionNode reference)
    {
        if (!reference.Text.StartsWith("#/", StringComparison.Ordinal))
        {
            report.Refuse(reference.Position, $"'{reference.Text}' refers to another document.", "Bundle the documents into one first.");
            return null;
        }

        DefinitionNode? target = root;
        foreach (string token in JsonPointer.Split(reference.Text))
        {
            target = target.Get(Uri.UnescapeDataString(token));
        }

        if (target is null)
        {
            report.Refuse(reference.Position, $"There is nothing at '{reference.Text}'.", "Define it, or correct the reference.");
        }

        return target;
    }
}
