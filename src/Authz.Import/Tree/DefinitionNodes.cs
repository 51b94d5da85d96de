using Authz.Definitions.Mapping;

namespace Authz.Import.Tree;

/// <summary>Reads and converts values of the positioned tree.</summary>
internal static class DefinitionNodes
{
    /// <summary>The value below these names; null if there is none, or only null.</summary>
    public static DefinitionNode? Get(this DefinitionNode? node, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            node = node?.Find(name)?.Value;
        }

        return node is { Kind: DefinitionNodeKind.Null } ? null : node;
    }

    /// <summary>The text of a plain value; null for anything else.</summary>
    public static string? PlainText(this DefinitionNode? node) =>
        node?.Kind is DefinitionNodeKind.String or DefinitionNodeKind.Number or DefinitionNodeKind.Boolean ? node.Text : null;

    /// <summary>A value of which only its text counts, such as an account number, as a string.</summary>
    public static DefinitionNode AsString(this DefinitionNode node) =>
        node.Kind is DefinitionNodeKind.Number or DefinitionNodeKind.Boolean ? DefinitionNode.String(node.Text, node.Position) : node;

    /// <summary>A number that a template may have written as a string.</summary>
    public static DefinitionNode AsNumber(this DefinitionNode node) =>
        node.Kind == DefinitionNodeKind.String && DefinitionNode.IsNumber(node.Text)
            ? DefinitionNode.Number(node.Text, node.Position)
            : node;

    /// <summary>A payload format version, which YAML may have read as a number.</summary>
    public static DefinitionNode AsPayloadFormat(this DefinitionNode node) => node switch
    {
        { Kind: DefinitionNodeKind.Number, Text: "2" } => DefinitionNode.String(PayloadFormat.Version2, node.Position),
        { Kind: DefinitionNodeKind.Number, Text: "1" } => DefinitionNode.String(PayloadFormat.Version1, node.Position),
        _ => node.AsString(),
    };

    /// <summary>The object with each member's value replaced; a member without a new value is left out.</summary>
    public static DefinitionNode WithMembers(this DefinitionNode node, Func<DefinitionNode, DefinitionNode?> make)
    {
        if (node.Kind != DefinitionNodeKind.Object)
        {
            return node;
        }

        DefinitionObjectBuilder members = new();
        foreach (DefinitionMember member in node.Members)
        {
            if (make(member.Value) is { } value)
            {
                members.TryAdd(member.Name, member.NamePosition, value);
            }
        }

        return members.Build(node.Position);
    }

    /// <summary>The object's members by name, to change.</summary>
    public static OrderedDictionary<string, DefinitionMember> MembersByName(this DefinitionNode node) =>
        new(node.Members.Select(member => KeyValuePair.Create(member.Name, member)), StringComparer.Ordinal);

    /// <summary>The object with this member, in place of the one of the same name or after all others.</summary>
    public static DefinitionNode With(this DefinitionNode node, string name, DefinitionNode value)
    {
        OrderedDictionary<string, DefinitionMember> members = node.MembersByName();
        members[name] = new DefinitionMember(name, members.GetValueOrDefault(name)?.NamePosition ?? value.Position, value);
        return DefinitionNode.Object(members.Values, node.Position);
    }

    /// <summary>The value with every place in it in an included file.</summary>
    public static DefinitionNode InFile(this DefinitionNode node, string file)
    {
        DefinitionPosition position = node.Position with { File = file };
        return node.Kind switch
        {
            DefinitionNodeKind.Null => DefinitionNode.Null(position),
            DefinitionNodeKind.Boolean => DefinitionNode.Boolean(node.Text == "true", position),
            DefinitionNodeKind.Number => DefinitionNode.Number(node.Text, position),
            DefinitionNodeKind.List => DefinitionNode.List(node.Items.Select(item => item.InFile(file)), position),
            DefinitionNodeKind.Object => DefinitionNode.Object(
                node.Members.Select(member => new DefinitionMember(
                    member.Name, member.NamePosition with { File = file }, member.Value.InFile(file))),
                position),
            DefinitionNodeKind.Unresolved => DefinitionNode.Unresolved(node.Text, node.Remedy, position),
            _ => DefinitionNode.String(node.Text, position),
        };
    }

    /// <summary>A boolean that a template may have written as a string.</summary>
    public static DefinitionNode AsBoolean(this DefinitionNode node) => node is { Kind: DefinitionNodeKind.String, Text: "true" or "false" }
        ? DefinitionNode.Boolean(node.Text == "true", node.Position)
        : node;

    /// <summary>A list of strings, for which the one string may stand.</summary>
    public static DefinitionNode AsStrings(this DefinitionNode node) => node.Kind switch
    {
        DefinitionNodeKind.List => DefinitionNode.List([.. node.Items.Select(AsString)], node.Position),
        DefinitionNodeKind.Object or DefinitionNodeKind.Unresolved => node,
        _ => DefinitionNode.List([node.AsString()], node.Position),
    };
}
