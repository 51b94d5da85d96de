namespace Authz.Conditions;

/// <summary>Compares texts, code point by code point.</summary>
internal sealed class TextTest : ValueTest
{
    // Most values are plain texts, or begin with one and end with their only wildcard.
    private readonly byte[][] _texts;
    private readonly byte[][] _beginnings;
    private readonly TextPattern[] _patterns;

    /// <param name="patterns">The values: with wildcards or without.</param>
    public TextTest(IReadOnlyCollection<TextPattern> patterns)
    {
        _texts = [.. patterns.Select(pattern => pattern.Text).OfType<byte[]>()];
        _beginnings = [.. patterns.Select(pattern => pattern.Beginning).OfType<byte[]>()];
        _patterns = [.. patterns.Where(pattern => pattern.Text is null && pattern.Beginning is null)];
    }

    public override bool Reads(ConditionValue variable) => IsText(variable);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables variables) =>
        IsText(value) ? Of(Matches(value.Text, variables)) : ValueFit.WrongType;

    private bool Matches(ReadOnlySpan<byte> value, scoped in ConditionVariables variables)
    {
        foreach (byte[] text in _texts)
        {
            if (value.SequenceEqual(text))
            {
                return true;
            }
        }

        foreach (byte[] beginning in _beginnings)
        {
            if (value.StartsWith(beginning))
            {
                return true;
            }
        }

        foreach (TextPattern pattern in _patterns)
        {
            if (pattern.Matches(value, variables))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsText(scoped ConditionValue value) => value.Form is ConditionForm.Text or ConditionForm.RequestText;
}
