namespace Authz.Conditions;

/// <summary>Characters in a row: texts, variables and single wildcards <c>?</c>.</summary>
/// <param name="pieces">The pieces in order.</param>
/// <param name="ignoresCase">Whether ASCII letters are compared without regard to case.</param>
internal sealed class TextRun(TextPiece[] pieces, bool ignoresCase)
{
    /// <summary>Whether it has no pieces.</summary>
    public bool IsEmpty => pieces.Length == 0;

    /// <summary>The text that it is, compared byte for byte; null if it is more.</summary>
    public byte[]? Text => ignoresCase || pieces.Length > 1 ? null : pieces.Length == 0 ? [] : pieces[0].Text;

    /// <summary>The variable that it is, compared byte for byte; null if it is more.</summary>
    public TextPiece? OnlyVariable => !ignoresCase && pieces is [{ Variable: >= 0 } variable] ? variable : null;

    /// <summary>How long the beginning of the text is that fits; negative if none does.</summary>
    public int LengthAtStart(ReadOnlySpan<byte> text, scoped in ConditionVariables variables)
    {
        int length = 0;
        foreach (TextPiece piece in pieces)
        {
            ReadOnlySpan<byte> rest = text[length..];
            int taken = piece.IsAnyCharacter ? LengthOfFirst(rest) : LengthOf(rest, piece.In(variables));
            if (taken < 0)
            {
                return -1;
            }

            length += taken;
        }

        return length;
    }

    /// <summary>How long the end of the text is that fits; negative if none does.</summary>
    public int LengthAtEnd(ReadOnlySpan<byte> text, scoped in ConditionVariables variables)
    {
        ReadOnlySpan<byte> rest = text;
        for (int index = pieces.Length - 1; index >= 0; index--)
        {
            TextPiece piece = pieces[index];
            int length = piece.IsAnyCharacter ? LengthOfLast(rest) : piece.In(variables).Length;
            bool fits = length >= 0 && length <= rest.Length && (piece.IsAnyCharacter || AreEqual(rest[^length..], piece.In(variables)));
            if (!fits)
            {
                return -1;
            }

            rest = rest[..^length];
        }

        return text.Length - rest.Length;
    }

    /// <summary>Where the first place ends that fits; negative if none does.</summary>
    public int EndOfFirst(ReadOnlySpan<byte> text, scoped in ConditionVariables variables)
    {
        for (int start = 0; start <= text.Length;)
        {
            int length = LengthAtStart(text[start..], variables);
            if (length >= 0)
            {
                return start + length;
            }

            start += Math.Max(1, LengthOfFirst(text[start..]));
        }

        return -1;
    }

    private int LengthOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> piece) =>
        text.Length >= piece.Length && AreEqual(text[..piece.Length], piece) ? piece.Length : -1;

    private bool AreEqual(ReadOnlySpan<byte> text, ReadOnlySpan<byte> piece)
    {
        if (!ignoresCase)
        {
            return text.SequenceEqual(piece);
        }

        for (int index = 0; index < text.Length; index++)
        {
            if (Fold(text[index]) != Fold(piece[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Fold(byte character) => character is >= (byte)'A' and <= (byte)'Z' ? character | 0x20 : character;

    // A character of UTF-8: its first byte, and those that continue it.
    private static int LengthOfFirst(ReadOnlySpan<byte> text)
    {
        int length = text.IsEmpty ? -1 : 1;
        while (length > 0 && length < text.Length && IsContinuation(text[length]))
        {
            length++;
        }

        return length;
    }

    private static int LengthOfLast(ReadOnlySpan<byte> text)
    {
        int start = text.Length - 1;
        while (start > 0 && IsContinuation(text[start]))
        {
            start--;
        }

        return start < 0 ? -1 : text.Length - start;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}

/// <summary>A piece of a run.</summary>
/// <param name="Text">The text; null if it is a variable or a wildcard.</param>
/// <param name="Variable">The place of the variable among those of the term; negative if it is none.</param>
internal sealed record TextPiece(byte[]? Text, int Variable = -1)
{
    public bool IsAnyCharacter => Text is null && Variable < 0;

    /// <summary>The characters in one request.</summary>
    public ReadOnlySpan<byte> In(scoped in ConditionVariables variables) => Text is not null ? Text : variables[Variable].Text;
}
