namespace Authz.Conditions;

/// <summary>
/// A value to compare texts with. Between two <c>*</c> stands a run of characters; the first run must begin the text, the last must end
/// it, and each other is taken where it fits first, so that no text makes the comparison try more than each place once for each run.
/// </summary>
internal sealed class TextPattern
{
    private readonly TextRun _first;
    private readonly TextRun[] _middle;
    private readonly TextRun? _last;

    // A value that is one variable needs no runs.
    private readonly TextPiece? _variable;

    /// <param name="runs">The runs, at least one: the texts between wildcards <c>*</c>, also empty ones.</param>
    public TextPattern(IReadOnlyList<TextRun> runs)
    {
        _first = runs[0];
        _last = runs.Count > 1 ? runs[^1] : null;
        _middle = [.. runs.Skip(1).SkipLast(1)];
        Text = _last is null ? _first.Text : null;
        Beginning = _last is { IsEmpty: true } && _middle.Length == 0 ? _first.Text : null;
        _variable = _last is null ? _first.OnlyVariable : null;
    }

    /// <summary>The text that a value without wildcards and variables is; null for other values.</summary>
    public byte[]? Text { get; }

    /// <summary>The text that a value consists of besides one <c>*</c> at its end; null for other values.</summary>
    public byte[]? Beginning { get; }

    /// <summary>Whether the whole text fits.</summary>
    public bool Matches(ReadOnlySpan<byte> text, scoped in ConditionVariables variables) => _variable is null
        ? MatchesRuns(text, variables)
        : text.SequenceEqual(_variable.In(variables));

    private bool MatchesRuns(ReadOnlySpan<byte> text, scoped in ConditionVariables variables)
    {
        int length = _first.LengthAtStart(text, variables);
        if (length < 0 || _last is null)
        {
            return length == text.Length;
        }

        ReadOnlySpan<byte> rest = text[length..];
        length = _last.LengthAtEnd(rest, variables);
        if (length < 0)
        {
            return false;
        }

        rest = rest[..^length];
        foreach (TextRun run in _middle)
        {
            int end = run.EndOfFirst(rest, variables);
            if (end < 0)
            {
                return false;
            }

            rest = rest[end..];
        }

        return true;
    }
}
