using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Import.Tree;

/// <summary>Reads and makes values of the positioned tree.</summary>
internal static class DefinitionNodes
{
    public static DefinitionNode Text(string text, DefinitionPosition position) =>
        new() { Kind = DefinitionNodeKind.String, Position = position, Text = text };

    public static DefinitionNode List(IReadOnlyList<DefinitionNode> items, DefinitionPosition position) =>
        new() { Kind = DefinitionNodeKind.List, Position = position, Items = items };

    public static DefinitionNode Null(DefinitionPosition position) => new() { Kind = DefinitionNodeKind.Null, Position = position };

    public static DefinitionNode Unresolved(string text, string remedy, DefinitionPosition position) =>
        new() { Kind = DefinitionNodeKind.Unresolved, Position = position, Text = text, Remedy = remedy };

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
        node.Kind is DefinitionNodeKind.Number or DefinitionNodeKind.Boolean ? Text(node.Text, node.Position) : node;

    /// <summary>A whole number that a template may have written as a string.</summary>
    public static DefinitionNode AsNumber(this DefinitionNode node) => node.Kind == DefinitionNodeKind.String
        ? new DefinitionNode { Kind = DefinitionNodeKind.Number, Position = node.Position, Text = node.Text }
        : node;

    /// <summary>A payload format version, which YAML may have read as a number.</summary>
    public static DefinitionNode AsPayloadFormat(this DefinitionNode node) => node switch
    {
        { Kind: DefinitionNodeKind.Number, Text: "2" } => Text(PayloadFormat.Version2, node.Position),
        { Kind: DefinitionNodeKind.Number, Text: "1" } => Text(PayloadFormat.Version1, node.Position),
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

    /// <summary>A boolean that a template may have written as a string.</summary>
    public static DefinitionNode AsBoolean(this DefinitionNode node) => node is { Kind: DefinitionNodeKind.String, Text: "true" or "false" }
        ? new DefinitionNode { Kind = DefinitionNodeKind.Boolean, Position = node.Position, Text = node.Text }
        : node;

    /// <summary>A list of strings, for which the one string may stand.</summary>
    public static DefinitionNode AsStrings(this DefinitionNode node) => node.Kind switch
    {
        DefinitionNodeKind.List => List([.. node.Items.Select(AsString)], node.Position),
        DefinitionNodeKind.Object or DefinitionNodeKind.Unresolved => node,
        _ => List([node.AsString()], node.Position),
    };
}
