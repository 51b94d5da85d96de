namespace Authz.Definitions.Mapping;

/// <summary>The words by which files write the values of an enumeration.</summary>
internal sealed class Words<TWord>(params (string Text, TWord Value)[] words)
    where TWord : struct, Enum
{
    public string[] Texts { get; } = [.. words.Select(word => word.Text)];

    /// <summary>The value of one of the words; null for null.</summary>
    public TWord? Parse(string? text) => text is null ? null : words.First(word => word.Text == text).Value;

    public string TextOf(TWord value) => words.First(word => word.Value.Equals(value)).Text;
}
