using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Applies <c>Globals</c> as SAM does: objects are merged, lists joined, and of plain values the resource's own counts.</summary>
internal static class SamGlobals
{
    public static DefinitionNode Merge(DefinitionNode? global, DefinitionNode own)
    {
        if (global is { Kind: DefinitionNodeKind.List } && own.Kind == DefinitionNodeKind.List)
        {
            return DefinitionNode.List([.. global.Items, .. own.Items], own.Position);
        }

        if (global?.Kind != DefinitionNodeKind.Object || own.Kind != DefinitionNodeKind.Object)
        {
            return own;
        }

        DefinitionObjectBuilder merged = new();
        foreach (DefinitionMember member in own.Members)
        {
            merged.TryAdd(member.Name, member.NamePosition, Merge(global.Get(member.Name), member.Value));
        }

        foreach (DefinitionMember member in global.Members)
        {
            merged.TryAdd(member.Name, member.NamePosition, member.Value);
        }

        return merged.Build(own.Position);
    }
}
