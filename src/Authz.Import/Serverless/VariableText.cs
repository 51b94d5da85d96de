namespace Authz.Import.Serverless;

/// <summary>Parses texts with variables. Braces, brackets and quotes must be balanced; anything else is plain text.</summary>
internal static class VariableText
{
    public static bool HasVariable(string text) => IndexOfVariable(text, 0) >= 0;

    /// <summary>Whether the whole text is one variable, whose value may be anything.</summary>
    public static bool IsOneVariable(string text) => IndexOfVariable(text, 0) == 0 && EndOfVariable(text, 0) == text.Length;

    /// <summary>The start of the next variable; -1 if there is none.</summary>
    public static int IndexOfVariable(string text, int from)
    {
        for (int start = text.IndexOf("${", from, StringComparison.Ordinal); start >= 0;
            start = text.IndexOf("${", start + 1, StringComparison.Ordinal))
        {
            if (IsSource(text, start + 2))
            {
                return EndOfVariable(text, start) > 0 ? start : -1;
            }
        }

        return -1;
    }

    // The name of a source begins with a small letter; ${AWS::Region} and ${Pool} are left to CloudFormation.
    private static bool IsSource(string text, int index) => index < text.Length && text[index] is (>= 'a' and <= 'z') or '\'' or '"';

    /// <summary>The place after a variable's closing brace; -1 if there is none.</summary>
    public static int EndOfVariable(string text, int start)
    {
        int depth = 0;
        for (int index = start; index < text.Length; index++)
        {
            if (text[index] == '{')
            {
                depth++;
            }
            else if (text[index] == '}' && --depth == 0)
            {
                return index + 1;
            }
        }

        return -1;
    }

    /// <summary>The alternatives of a variable: the texts between its commas.</summary>
    public static IEnumerable<string> SplitAlternatives(string content)
    {
        int start = 0;
        int depth = 0;
        char quote = '\0';
        for (int index = 0; index < content.Length; index++)
        {
            char character = content[index];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '\'' or '"')
            {
                quote = character;
            }
            else if (character == ',' && depth == 0)
            {
                yield return content[start..index].Trim();
                start = index + 1;
            }

            depth += character is '(' or '{' ? 1 : character is ')' or '}' ? -1 : 0;
        }

        yield return content[start..].Trim();
    }
}
