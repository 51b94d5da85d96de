using Authz.Definitions.Tree;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Writes out <c>Fn::ForEach</c> (CloudFormation template reference, Fn::ForEach), which makes resources, conditions and properties of the
/// items of a collection.
/// </summary>
internal sealed class TemplateLoops(DefinitionNode root, ImportContext context)
{
    private const string Prefix = "Fn::ForEach::";
    private const string Extensions = "AWS::LanguageExtensions";

    private readonly ImportReport _report = context.Report;
    private readonly TemplateEvaluator _evaluator = new(root, context);
    private readonly bool _isExtended = TemplateMacros.Of(root).Any(macro => macro.PlainText() == Extensions);
    private int _remaining = DefinitionText.MaximumValues;

    /// <summary>Whether anything in a value is a loop.</summary>
    public static bool IsIn(DefinitionNode? node) =>
        node is not null && (node.Items.Any(IsIn) || node.Members.Any(member => IsLoop(member) || IsIn(member.Value)));

    /// <summary>The value with its loops written out.</summary>
    public DefinitionNode Expand(DefinitionNode node)
    {
        if (node.Kind == DefinitionNodeKind.List)
        {
            return DefinitionNode.List([.. node.Items.Select(Expand)], node.Position);
        }

        if (node.Kind != DefinitionNodeKind.Object)
        {
            return node;
        }

        DefinitionObjectBuilder members = new();
        foreach (DefinitionMember member in node.Members.SelectMany(member => IsLoop(member) ? Repeat(member) : [With(member, Expand(member.Value))]))
        {
            if (!members.TryAdd(member.Name, member.NamePosition, member.Value))
            {
                _report.Refuse(
                    member.NamePosition, $"The loop makes '{member.Name}' twice.", "Write the loop's identifier into the name, as '${Identifier}'.");
            }
        }

        return members.Build(node.Position);
    }

    private static bool IsLoop(DefinitionMember member) => member.Name.StartsWith(Prefix, StringComparison.Ordinal);

    private static DefinitionMember With(DefinitionMember member, DefinitionNode value) => new(member.Name, member.NamePosition, value);

    private IEnumerable<DefinitionMember> Repeat(DefinitionMember loop)
    {
        if (!_isExtended)
        {
            _report.RefuseUnsupported(
                loop.NamePosition, $"'{loop.Name}' needs the template's language extensions.", $"Write 'Transform: {Extensions}'.");
            return [];
        }

        if (loop.Value.Items is not [{ Kind: DefinitionNodeKind.String } identifier, DefinitionNode collection, DefinitionNode fragment]
            || fragment.Kind != DefinitionNodeKind.Object)
        {
            _report.Refuse(
                loop.NamePosition, $"'{loop.Name}' must be a list of three.", "Write an identifier, a collection, and a map of what is repeated.");
            return [];
        }

        return Texts(collection, loop.Name).SelectMany(text => Expand(Replace(fragment, identifier.Text, text)).Members);
    }

    private List<string> Texts(DefinitionNode collection, string loop)
    {
        DefinitionNode? evaluated = _evaluator.Evaluate(collection);
        DefinitionNode? unknown = evaluated is { Kind: DefinitionNodeKind.List }
            ? evaluated.Items.FirstOrDefault(item => item.PlainText() is null)
            : evaluated ?? collection;
        if (unknown is { Kind: DefinitionNodeKind.Unresolved })
        {
            _report.RefuseUnresolved(unknown, $"The collection of '{loop}'");
        }
        else if (unknown is not null)
        {
            _report.Refuse(unknown.Position, $"The collection of '{loop}' must be a list of texts.", "Write it as a list.");
        }

        return unknown is null ? [.. evaluated!.Items.Select(item => item.Text)] : [];
    }

    private DefinitionNode Replace(DefinitionNode node, string identifier, string text)
    {
        if (_remaining-- == 0)
        {
            _report.Refuse(node.Position, $"The loops make more than {DefinitionText.MaximumValues} values.", "Make the collections shorter.");
        }

        if (_remaining < 0)
        {
            return DefinitionNode.Null(node.Position);
        }

        return node.Kind switch
        {
            DefinitionNodeKind.String => DefinitionNode.String(Replace(node.Text, identifier, text), node.Position),
            DefinitionNodeKind.List => DefinitionNode.List([.. node.Items.Select(item => Replace(item, identifier, text))], node.Position),
            DefinitionNodeKind.Object when node.Members is [{ Name: "Ref" } reference] && reference.Value.PlainText() == identifier =>
                DefinitionNode.String(text, node.Position),
            DefinitionNodeKind.Object => DefinitionNode.Object(
                [
                    .. node.Members.Select(member => new DefinitionMember(
                        Replace(member.Name, identifier, text), member.NamePosition, Replace(member.Value, identifier, text))),
                ],
                node.Position),
            _ => node,
        };
    }

    // &{Identifier} is the text without what a logical id may not have.
    private static string Replace(string written, string identifier, string text) => written
        .Replace($"${{{identifier}}}", text, StringComparison.Ordinal)
        .Replace($"&{{{identifier}}}", string.Concat(text.Where(char.IsAsciiLetterOrDigit)), StringComparison.Ordinal);
}
