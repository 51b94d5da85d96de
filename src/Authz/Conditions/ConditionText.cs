namespace Authz.Conditions;

/// <summary>The value of a term, taken apart: text, wildcards and variables.</summary>
internal static class ConditionText
{
    private const string Opening = "${";

    /// <summary>Reads a value; on false <paramref name="misunderstood"/> is the piece that is no variable.</summary>
    /// <param name="text">The value as the definition writes it.</param>
    /// <param name="hasWildcards">Whether <c>*</c> and <c>?</c> are wildcards; else they are characters like others.</param>
    /// <param name="parts">The parts in order, no two texts in a row; none for an empty value.</param>
    /// <param name="misunderstood">The piece that is not understood; empty on true.</param>
    public static bool TryParse(string text, bool hasWildcards, out IReadOnlyList<ConditionPart> parts, out string misunderstood)
    {
        List<ConditionPart> read = [];
        parts = read;
        misunderstood = "";
        for (int start = 0; start < text.Length;)
        {
            int open = text.IndexOf(Opening, start, StringComparison.Ordinal);
            AddText(read, text[start..(open < 0 ? text.Length : open)], hasWildcards);
            if (open < 0)
            {
                break;
            }

            int close = text.IndexOf('}', open);
            misunderstood = close < 0 ? text[open..] : text[open..(close + 1)];
            if (close < 0 || !TryAddVariable(read, text[(open + Opening.Length)..close]))
            {
                return false;
            }

            misunderstood = "";
            start = close + 1;
        }

        return true;
    }

    // ${*}, ${?} and ${$} write characters that would mean something else.
    private static bool TryAddVariable(List<ConditionPart> parts, string name)
    {
        if (name is "*" or "?" or "$")
        {
            AddLiteral(parts, name);
            return true;
        }

        bool isKey = ConditionKey.TryParse(name, out ConditionKey key);
        if (isKey)
        {
            parts.Add(new ConditionPart(ConditionPartKind.Variable, "", key));
        }

        return isKey;
    }

    private static void AddText(List<ConditionPart> parts, string text, bool hasWildcards)
    {
        int start = 0;
        while (hasWildcards && text.AsSpan(start).IndexOfAny('*', '?') is >= 0 and int found)
        {
            AddLiteral(parts, text[start..(start + found)]);
            ConditionPartKind kind = text[start + found] == '*' ? ConditionPartKind.AnyText : ConditionPartKind.AnyCharacter;
            parts.Add(new ConditionPart(kind));
            start += found + 1;
        }

        AddLiteral(parts, text[start..]);
    }

    private static void AddLiteral(List<ConditionPart> parts, string text)
    {
        if (text.Length > 0 && parts is [.., { Kind: ConditionPartKind.Text } last])
        {
            parts[^1] = last with { Text = last.Text + text };
        }
        else if (text.Length > 0)
        {
            parts.Add(new ConditionPart(ConditionPartKind.Text, text));
        }
    }
}

/// <summary>A part of a value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, if it is text.</param>
/// <param name="Variable">The variable, if it is one.</param>
internal readonly record struct ConditionPart(ConditionPartKind Kind, string Text = "", ConditionKey Variable = default);

/// <summary>What a part of a value is.</summary>
internal enum ConditionPartKind : byte
{
    Text,

    /// <summary><c>*</c>: any characters, also none.</summary>
    AnyText,

    /// <summary><c>?</c>: one character.</summary>
    AnyCharacter,

    /// <summary>A key in <c>${}</c>: its characters, which are never wildcards.</summary>
    Variable,
}
