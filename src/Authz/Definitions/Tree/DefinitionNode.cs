namespace Authz.Definitions.Tree;

/// <summary>A value of a definition's file, with its place; the same for every file format.</summary>
internal sealed class DefinitionNode
{
    private Dictionary<string, DefinitionMember>? _byName;

    public required DefinitionNodeKind Kind { get; init; }

    public required DefinitionPosition Position { get; init; }

    /// <summary>
    /// The text of a string, the spelling of a number, <c>true</c> or <c>false</c>, or the known part of an unresolved value, such
    /// as <c>https://${Domain}/</c>; empty for anything else.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>How an unresolved value can be given; empty for anything else.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<DefinitionNode> Items { get; init; } = [];

    /// <summary>The members of an object in the file's order, no two of one name.</summary>
    public IReadOnlyList<DefinitionMember> Members { get; init; } = [];

    /// <summary>The member of this name, or null.</summary>
    public DefinitionMember? Find(string name) =>
        (_byName ??= Members.ToDictionary(member => member.Name, StringComparer.Ordinal)).GetValueOrDefault(name);
}
