using Authz.Definitions.Tree;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>
/// Resolves the variables of a serverless.yml, <c>${source:address, fallback}</c>, as far as the file and the given values allow; the
/// rest becomes unresolved values, which are a problem only if they are needed.
/// </summary>
internal sealed class Variables(DefinitionNode root, ImportContext context)
{
    // Variables that refer to variables: more than anyone writes, and few enough for the stack.
    private const int MaximumDepth = 32;

    private readonly VariableSources _sources = new(root, context);
    private int _remaining = DefinitionText.MaximumValues;
    private int _depth;

    /// <summary>The value below these names, each step resolved, and everything in it.</summary>
    public DefinitionNode? Get(DefinitionNode? node, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            node = node is null ? null : Unfold(node).Get(name);
        }

        return node is null ? null : Resolve(node);
    }

    /// <summary>The value of a text that is one variable; its contents stay unresolved.</summary>
    public DefinitionNode Unfold(DefinitionNode node) =>
        node.Kind == DefinitionNodeKind.String && VariableText.HasVariable(node.Text) ? ResolveText(node.Text, node.Position) : node;

    private DefinitionNode Resolve(DefinitionNode node)
    {
        if (_remaining-- <= 0 || _depth > MaximumDepth)
        {
            _remaining = Math.Max(_remaining, 0);
            return DefinitionNode.Unresolved(node.Text, "Let no variable refer to itself, and make the file smaller.", node.Position);
        }

        switch (node.Kind)
        {
            case DefinitionNodeKind.List:
                return DefinitionNode.List([.. node.Items.Select(Resolve)], node.Position);
            case DefinitionNodeKind.Object:
                DefinitionObjectBuilder resolved = new();
                foreach (DefinitionMember member in node.Members)
                {
                    resolved.TryAdd(member.Name, member.NamePosition, Resolve(member.Value));
                }

                return resolved.Build(node.Position);
            default:
                return Unfold(node);
        }
    }

    private DefinitionNode ResolveText(string text, DefinitionPosition position)
    {
        if (VariableText.IsOneVariable(text))
        {
            return ResolveVariable(text[2..^1], position);
        }

        JoinedText joined = new(position);
        int index = 0;
        for (int start = VariableText.IndexOfVariable(text, 0); start >= 0; start = VariableText.IndexOfVariable(text, index))
        {
            int end = VariableText.EndOfVariable(text, start);
            joined.Append(text[index..start]);
            joined.Append(ResolveVariable(text[(start + 2)..(end - 1)], position));
            index = end;
        }

        joined.Append(text[index..]);
        return joined.ToNode();
    }

    // The first alternative that has a value counts.
    private DefinitionNode ResolveVariable(string content, DefinitionPosition position)
    {
        string address = content;
        _depth++;
        if (_depth <= MaximumDepth && _remaining-- > 0)
        {
            foreach (string alternative in VariableText.SplitAlternatives(content))
            {
                // An address may contain variables: self:custom.${opt:stage}
                address = VariableText.HasVariable(alternative) ? ResolveText(alternative, position).Text : alternative;
                if (_sources.Find(address, position) is { } found)
                {
                    DefinitionNode resolved = Resolve(found);
                    _depth--;
                    return resolved;
                }
            }
        }

        _remaining = Math.Max(_remaining, 0);
        _depth--;
        return DefinitionNode.Unresolved($"${{{content}}}", Gap.Remedy(address), position);
    }
}
