using System.Globalization;
using Authz.Definitions.Tree;
using Authz.Import.Includes;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Evaluates the intrinsic functions of a template (CloudFormation user guide, intrinsic function reference) as far as the file allows;
/// the rest becomes unresolved values, which are a problem only if they are needed.
/// </summary>
internal sealed class TemplateEvaluator
{
    private const string Transform = "Fn::Transform";

    private readonly IncludedFiles _files;
    private readonly TemplateValues _values;
    private readonly Substitution _substitution;

    // Values behind YAML aliases are evaluated each time they occur.
    private int _remaining = DefinitionText.MaximumValues;

    private bool _isIncluding;

    public TemplateEvaluator(DefinitionNode root, ImportContext context)
    {
        _files = context.Files;
        _values = new TemplateValues(root, context.Options);
        _substitution = new Substitution(_values);
        Conditions = new TemplateConditions(root, this);
    }

    public TemplateConditions Conditions { get; }

    /// <summary>The value with everything in it evaluated; null if it is <c>AWS::NoValue</c>.</summary>
    public DefinitionNode? Evaluate(DefinitionNode node)
    {
        if (_remaining-- <= 0)
        {
            _remaining = 0;
            return DefinitionNode.Unresolved("…", "Make the template smaller.", node.Position);
        }

        return node.Kind switch
        {
            DefinitionNodeKind.List => EvaluateItems(node),
            DefinitionNodeKind.Object when node.Find(Transform) is { } transform => Include(node, transform),
            DefinitionNodeKind.Object when node.Members is [{ Name: "Ref" } or { Name: ['F', 'n', ':', ':', ..] }] => Call(node.Members[0]),
            DefinitionNodeKind.Object when node.Members.FirstOrDefault(IsFunction) is { } function => Unknown(function),
            DefinitionNodeKind.Object => EvaluateMembers(node),
            DefinitionNodeKind.String when node.Text.Contains("{{resolve:", StringComparison.Ordinal) =>
                DefinitionNode.Unresolved(
                    node.Text,
                    "Write the value itself; dynamic references are known after deployment only.",
                    node.Position),
            _ => node,
        };
    }

    /// <summary>The text of a plain value; null if the value is not plain or unknown.</summary>
    public string? EvaluateText(DefinitionNode? node) => node is null ? null : Evaluate(node).PlainText();

    private static bool IsFunction(DefinitionMember member) => member.Name.StartsWith("Fn::", StringComparison.Ordinal);

    // AWS::Include puts a file's members beside those that stand around it; the file itself includes nothing further.
    private DefinitionNode Include(DefinitionNode node, DefinitionMember transform)
    {
        DefinitionPosition position = transform.NamePosition;
        string macro = transform.Value.Get("Name").PlainText() ?? "";
        if (macro != "AWS::Include" || _isIncluding)
        {
            return DefinitionNode.Unresolved(
                $"{Transform} {macro}",
                _isIncluding ? "Write the content itself: an included file includes no other." : "Write the macro's result itself.",
                position);
        }

        DefinitionNode? location = transform.Value.Get("Parameters", "Location") is { } written ? Evaluate(written) : null;
        DefinitionNode file = location is { Kind: DefinitionNodeKind.String }
            ? _files.Read(location.Text, position)
            : location is { Kind: DefinitionNodeKind.Unresolved } ? location : Malformed(Transform, transform.Value);
        _isIncluding = true;
        DefinitionNode? included = Evaluate(file);
        _isIncluding = false;
        return node.Members.Count == 1 && included is not null ? included : Merge(node, included, position);
    }

    private DefinitionNode Merge(DefinitionNode node, DefinitionNode? included, DefinitionPosition position)
    {
        if (included is not { Kind: DefinitionNodeKind.Object })
        {
            return included is { Kind: DefinitionNodeKind.Unresolved }
                ? included
                : DefinitionNode.Unresolved(Transform, "Let the file be a map of named members.", position);
        }

        DefinitionObjectBuilder merged = new();
        IEnumerable<DefinitionMember> own = node.Members.Where(member => member.Name != Transform);
        foreach (DefinitionMember member in EvaluateMembers(DefinitionNode.Object(own, node.Position)).Members.Concat(included.Members))
        {
            if (!merged.TryAdd(member.Name, member.NamePosition, member.Value))
            {
                return DefinitionNode.Unresolved(
                    $"{Transform} {member.Name}", $"Write '{member.Name}' in the file or beside it, not in both.", member.NamePosition);
            }
        }

        return merged.Build(node.Position);
    }

    private DefinitionNode EvaluateItems(DefinitionNode list) =>
        DefinitionNode.List([.. list.Items.Select(Evaluate).OfType<DefinitionNode>()], list.Position);

    private DefinitionNode EvaluateMembers(DefinitionNode node)
    {
        DefinitionObjectBuilder evaluated = new();
        foreach (DefinitionMember member in node.Members)
        {
            if (Evaluate(member.Value) is { } value)
            {
                evaluated.TryAdd(member.Name, member.NamePosition, value);
            }
        }

        return evaluated.Build(node.Position);
    }

    private DefinitionNode? Call(DefinitionMember function)
    {
        DefinitionNode argument = function.Value;
        return function.Name switch
        {
            "Ref" when argument.PlainText() is { } name => _values.Ref(name, argument.Position),

            // With the template's language extensions a name may be made by a function.
            "Ref" => EvaluateText(argument) is { } name ? _values.Ref(name, argument.Position) : Unknown(function),
            "Fn::GetAtt" => _values.Named(AttributeName(argument), argument.Position),
            "Fn::Sub" => Sub(argument),
            "Fn::Join" => Join(argument),
            "Fn::Select" => Select(argument),
            "Fn::Split" => Split(argument),
            "Fn::FindInMap" => FindInMap(argument),
            "Fn::If" => If(argument),
            "Fn::ImportValue" => EvaluateText(argument) is { } name ? _values.Import(name, argument.Position) : Unknown(function),
            _ => Unknown(function),
        };
    }

    private string AttributeName(DefinitionNode argument) =>
        argument.Kind == DefinitionNodeKind.List ? string.Join('.', argument.Items.Select(EvaluateText)) : argument.Text;

    private DefinitionNode Sub(DefinitionNode argument)
    {
        if (argument is { Kind: DefinitionNodeKind.List, Items: [DefinitionNode text, DefinitionNode variables] })
        {
            return _substitution.Apply(text.Text, argument.Position, name => variables.Get(name) is { } value ? Evaluate(value) : null);
        }

        return _substitution.Apply(argument.Text, argument.Position, static _ => null);
    }

    private DefinitionNode Join(DefinitionNode argument)
    {
        if (argument.Items is not [DefinitionNode delimiter, DefinitionNode items]
            || Evaluate(items) is not { Kind: DefinitionNodeKind.List } list)
        {
            return Malformed("Fn::Join", argument);
        }

        JoinedText joined = new(argument.Position);
        for (int index = 0; index < list.Items.Count; index++)
        {
            joined.Append(index == 0 ? "" : delimiter.Text);
            joined.Append(list.Items[index]);
        }

        return joined.ToNode();
    }

    private DefinitionNode? Select(DefinitionNode argument)
    {
        return argument.Items is [DefinitionNode index, DefinitionNode items] &&
            int.TryParse(EvaluateText(index), NumberStyles.None, CultureInfo.InvariantCulture, out int place) &&
            Evaluate(items) is { Kind: DefinitionNodeKind.List } list && place < list.Items.Count
            ? list.Items[place]
            : Malformed("Fn::Select", argument);
    }

    private DefinitionNode Split(DefinitionNode argument)
    {
        return argument.Items is [{ Text.Length: > 0 } delimiter, DefinitionNode source] && EvaluateText(source) is { } text
            ? DefinitionNode.List(
                [.. text.Split(delimiter.Text).Select(part => DefinitionNode.String(part, argument.Position))],
                argument.Position)
            : Malformed("Fn::Split", argument);
    }

    private DefinitionNode? FindInMap(DefinitionNode argument)
    {
        if (argument.Items.Count < 3)
        {
            return Malformed("Fn::FindInMap", argument);
        }

        string[] names = [.. argument.Items.Take(3).Select(item => EvaluateText(item) ?? "")];
        DefinitionNode? fallback = argument.Items.Count > 3 ? argument.Items[3].Get("DefaultValue") : null;
        return _values.FindInMap(names[0], names[1], names[2])
            ?? (fallback is null ? Malformed("Fn::FindInMap", argument) : Evaluate(fallback));
    }

    private DefinitionNode? If(DefinitionNode argument)
    {
        if (argument.Items is not [DefinitionNode condition, DefinitionNode whenTrue, DefinitionNode whenFalse])
        {
            return Malformed("Fn::If", argument);
        }

        return Conditions.IsMet(condition.Text) is { } isMet
            ? Evaluate(isMet ? whenTrue : whenFalse)
            : DefinitionNode.Unresolved($"Fn::If {condition.Text}", Conditions.RemedyOf(condition.Text), argument.Position);
    }

    private static DefinitionNode Unknown(DefinitionMember function) =>
        DefinitionNode.Unresolved(function.Name, "Write the value itself.", function.Value.Position);

    private static DefinitionNode Malformed(string function, DefinitionNode argument) =>
        DefinitionNode.Unresolved(function, "Check its arguments: not all of them are there and known.", argument.Position);
}
