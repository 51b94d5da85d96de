using System.Text;

namespace Authz.Import.Tree;

/// <summary>Joins texts, some of which may not be known; then the whole is not.</summary>
internal sealed class JoinedText(DefinitionPosition position)
{
    // No value of a definition is longer; a few references to a long text must not fill the memory.
    private const int MaximumLength = 65_536;

    private readonly StringBuilder _text = new();
    private string? _remedy;

    public void Append(string text)
    {
        if (_text.Length + text.Length > MaximumLength)
        {
            _remedy ??= $"Make it shorter than {MaximumLength} characters.";
            return;
        }

        _text.Append(text);
    }

    public void Append(DefinitionNode value)
    {
        if (value.Kind is DefinitionNodeKind.Unresolved or DefinitionNodeKind.Object or DefinitionNodeKind.List)
        {
            _remedy = Gap.Join(_remedy, value.Remedy.Length > 0 ? value.Remedy : "Only plain values can be joined.");
        }

        Append(value.Text);
    }

    public DefinitionNode ToNode() =>
        _remedy is null ? DefinitionNode.String(_text.ToString(), position) : DefinitionNode.Unresolved(
            _text.ToString(),
            _remedy,
            position);
}
