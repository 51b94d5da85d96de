using System.Diagnostics.CodeAnalysis;
using System.Text;
using Authz.Json;

namespace Authz;

/// <summary>
/// A value of a definition's file with its place; immutable, and the same for every file format. A loader of another format builds a tree
/// of these values in Authz's own format, and <see cref="ApiDefinitionReader"/> makes a definition of it.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Object and string are the words of JSON.")]
public sealed class DefinitionNode
{
    private DefinitionNode(DefinitionNodeKind kind, DefinitionPosition position)
    {
        Kind = kind;
        Position = position;
    }

    /// <summary>The kind of value.</summary>
    public DefinitionNodeKind Kind { get; }

    /// <summary>Where the value begins.</summary>
    public DefinitionPosition Position { get; }

    /// <summary>
    /// The text of a string, the spelling of a number, <c>true</c> or <c>false</c>, or the known part of an unresolved value, such as
    /// <c>https://${Domain}/</c>; empty for anything else.
    /// </summary>
    public string Text { get; private init; } = "";

    /// <summary>How an unresolved value can be given; empty for anything else.</summary>
    public string Remedy { get; private init; } = "";

    /// <summary>The items of a list; empty for anything else.</summary>
    public IReadOnlyList<DefinitionNode> Items { get; private init; } = [];

    /// <summary>The members of an object in the file's order, no two of one name; empty for anything else.</summary>
    public IReadOnlyList<DefinitionMember> Members { get; private init; } = [];

    /// <summary>How many lists and objects nest here, this one included; 0 for a plain value.</summary>
    internal int Depth { get; private init; }

    /// <summary>How many values are here, this one included; one that occurs twice counts twice.</summary>
    internal int Count { get; private init; } = 1;

    private Dictionary<string, DefinitionMember>? ByName { get; init; }

    /// <summary>A null.</summary>
    /// <param name="position">Where the value begins.</param>
    public static DefinitionNode Null(DefinitionPosition position) => new(DefinitionNodeKind.Null, position);

    /// <summary>A boolean.</summary>
    /// <param name="value">The value.</param>
    /// <param name="position">Where the value begins.</param>
    public static DefinitionNode Boolean(bool value, DefinitionPosition position) =>
        new(DefinitionNodeKind.Boolean, position) { Text = value ? "true" : "false" };

    /// <summary>A number.</summary>
    /// <param name="text">The number as JSON spells it (RFC 8259 section 6).</param>
    /// <param name="position">Where the value begins.</param>
    /// <exception cref="ArgumentException">The text is no number in JSON; see <see cref="IsNumber"/>.</exception>
    public static DefinitionNode Number(string text, DefinitionPosition position) =>
        IsNumber(text)
            ? new(DefinitionNodeKind.Number, position) { Text = text }
            : throw new ArgumentException($"'{text}' is not a number in JSON.", nameof(text));

    /// <summary>A string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the value begins.</param>
    public static DefinitionNode String(string text, DefinitionPosition position)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(DefinitionNodeKind.String, position) { Text = text };
    }

    /// <summary>A list.</summary>
    /// <param name="items">The items.</param>
    /// <param name="position">Where the value begins.</param>
    public static DefinitionNode List(IEnumerable<DefinitionNode> items, DefinitionPosition position)
    {
        DefinitionNode[] list = [.. items];
        return new(DefinitionNodeKind.List, position) { Items = list, Depth = DepthAround(list), Count = CountWith(list) };
    }

    /// <summary>An object.</summary>
    /// <param name="members">The members, no two of one name.</param>
    /// <param name="position">Where the value begins.</param>
    /// <exception cref="ArgumentException">Two members have one name.</exception>
    public static DefinitionNode Object(IEnumerable<DefinitionMember> members, DefinitionPosition position)
    {
        DefinitionMember[] list = [.. members];
        DefinitionNode[] values = [.. list.Select(member => member.Value)];
        return new(DefinitionNodeKind.Object, position)
        {
            Members = list,
            Depth = DepthAround(values),
            Count = CountWith(values),
            ByName = list.ToDictionary(member => member.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>A value that the file leaves to be decided elsewhere, such as a parameter without a value.</summary>
    /// <param name="text">What is known of the value, such as <c>https://${Domain}/</c>.</param>
    /// <param name="remedy">How the value can be given: the remedy of the problem, if the value is needed.</param>
    /// <param name="position">Where the value begins.</param>
    public static DefinitionNode Unresolved(string text, string remedy, DefinitionPosition position)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(remedy);
        return new(DefinitionNodeKind.Unresolved, position) { Text = text, Remedy = remedy };
    }

    /// <summary>Whether a text is a number as JSON spells it (RFC 8259 section 6); other formats have more spellings.</summary>
    /// <param name="text">The text.</param>
    public static bool IsNumber(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is not ['-' or (>= '0' and <= '9'), ..])
        {
            return false;
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return JsonNumber.LengthOf(utf8) == utf8.Length;
    }

    /// <summary>The member of this name; null if the object has none, or if this is not an object.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public DefinitionMember? Find(string name) => ByName?.GetValueOrDefault(name);

    private static int DepthAround(DefinitionNode[] values) => 1 + values.Select(value => value.Depth).DefaultIfEmpty().Max();

    // One value may stand in many places, so the sum can be larger than any memory.
    private static int CountWith(DefinitionNode[] values) => (int)Math.Min(int.MaxValue, 1 + values.Sum(value => (long)value.Count));
}

/// <summary>A named value of an object in a definition's file.</summary>
/// <param name="Name">The name, compared ordinally.</param>
/// <param name="NamePosition">The place of the name.</param>
/// <param name="Value">The value.</param>
public sealed record DefinitionMember(string Name, DefinitionPosition NamePosition, DefinitionNode Value);
