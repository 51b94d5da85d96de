using Authz.Conditions;

namespace Authz.Server.Checks;

/// <summary>What a pattern fits besides what its writer had in mind.</summary>
internal static class PatternReach
{
    private const string Separators = "/:|";

    /// <summary>
    /// A text that the pattern fits although one of its wildcards then stands for a separator that the pattern itself writes, or for the
    /// rest of a word before it; null if there is none to warn of.
    /// </summary>
    public static string? FindSurprise(string pattern)
    {
        if (!ConditionText.TryParse(pattern, hasWildcards: true, out IReadOnlyList<ConditionPart> parts, out _))
        {
            return null;
        }

        string written = string.Concat(parts.Select(part => part.Text));
        int found = written.IndexOfAny([.. Separators]);
        for (int index = 0; found >= 0 && index < parts.Count; index++)
        {
            bool isLast = index == parts.Count - 1;

            // 'team/' before a last wildcard says that all of the team is meant; 'team' alone fits 'team-of-others' too.
            if (parts[index].Kind == ConditionPartKind.AnyText && (!isLast || (index > 0 && !EndsPart(parts[index - 1]))))
            {
                return Example(parts, index, isLast ? $"-x{written[found]}y" : $"x{written[found]}y");
            }
        }

        return null;
    }

    private static bool EndsPart(ConditionPart part) =>
        part.Kind == ConditionPartKind.Text && !char.IsLetterOrDigit(part.Text[^1]);

    private static string Example(IReadOnlyList<ConditionPart> parts, int wide, string text) => string.Concat(
        parts.Select((part, index) => part.Kind switch
        {
            ConditionPartKind.Text => part.Text,
            ConditionPartKind.Variable => $"${{{part.Variable}}}",
            _ => index == wide ? text : "x",
        }));
}
