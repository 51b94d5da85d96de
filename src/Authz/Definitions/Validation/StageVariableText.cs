using System.Text;

namespace Authz.Definitions.Validation;

/// <summary>
/// Texts in which <c>${stageVariables.NAME}</c> stands for a stage's variable (API Gateway developer guide, http-api-stages).
/// </summary>
internal static class StageVariableText
{
    public const string DefaultStage = "$default";

    // Type UriWithLengthBetween1And2048 of the API Gateway V2 API reference. Variables could make a few bytes fill the memory.
    private const int MaximumLength = 2048;

    private const string Opening = "${stageVariables.";

    private static readonly Dictionary<string, StageDefinition> s_unnamed =
        new(StringComparer.Ordinal) { [DefaultStage] = new StageDefinition() };

    /// <summary>The stages of a definition; <c>$default</c> if it names no stage.</summary>
    public static IReadOnlyDictionary<string, StageDefinition> StagesOf(ApiDefinition definition) =>
        definition.Stages.Count == 0 ? s_unnamed : definition.Stages;

    /// <summary>Whether a text's value depends on the stage.</summary>
    public static bool HasVariables(string text) => text.Contains(Opening, StringComparison.Ordinal);

    /// <summary>The text with a stage's values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The stage's variables.</param>
    /// <param name="missing">The first variable missing in the stage, whose value is then empty; null if none is missing.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables, out string? missing)
    {
        missing = null;
        StringBuilder expanded = new(text.Length);
        int open;
        int start = 0;
        while ((open = text.IndexOf(Opening, start, StringComparison.Ordinal)) >= 0)
        {
            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            string name = text[(open + Opening.Length)..close];
            if (!variables.TryGetValue(name, out string? value))
            {
                missing ??= name;
                value = "";
            }

            // A value is plain text, even if it looks like another variable.
            expanded.Append(text, start, open - start).Append(value);
            start = close + 1;
        }

        return expanded.Append(text, start, text.Length - start).ToString();
    }

    /// <summary>
    /// A URI's values in all stages, each once. A variable missing in a stage is reported, and so is a value that is too long.
    /// </summary>
    public static IReadOnlyList<string> ExpandForEach(string path, string text, ApiDefinition definition, DefinitionReport report)
    {
        const string Shorter = "Write a shorter one.";
        if (text.Length > MaximumLength)
        {
            report.Add(path, $"The URI is longer than {MaximumLength} characters.", Shorter);
            return [];
        }

        if (!HasVariables(text))
        {
            return [text];
        }

        HashSet<string> expanded = new(StringComparer.Ordinal);
        foreach ((string name, StageDefinition stage) in StagesOf(definition))
        {
            if (report.IsFull)
            {
                break;
            }

            string value = Expand(text, stage.StageVariables, out string? missing);
            if (missing is not null)
            {
                report.Add(path, $"The stage '{name}' has no variable '{missing}'.", "Add it to the stage's 'stageVariables'.");
            }
            else if (value.Length > MaximumLength)
            {
                report.Add(path, $"In the stage '{name}' the URI is longer than {MaximumLength} characters.", Shorter);
            }
            else
            {
                expanded.Add(value);
            }
        }

        return [.. expanded];
    }
}
