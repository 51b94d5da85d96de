namespace Authz.Definitions;

/// <summary>
/// Texts in which <c>${stageVariables.NAME}</c> stands for a stage's variable (API Gateway developer guide, http-api-stages).
/// </summary>
internal static class StageVariableText
{
    public const string DefaultStage = "$default";

    private const string Opening = "${stageVariables.";

    private static readonly Dictionary<string, StageDefinition> s_unnamed =
        new(StringComparer.Ordinal) { [DefaultStage] = new StageDefinition() };

    /// <summary>The stages that a definition is served as: where it names none, <c>$default</c>.</summary>
    public static IReadOnlyDictionary<string, StageDefinition> StagesOf(ApiDefinition definition) =>
        definition.Stages.Count == 0 ? s_unnamed : definition.Stages;

    /// <summary>Whether what a text stands for differs between stages.</summary>
    public static bool HasVariables(string text) => text.Contains(Opening, StringComparison.Ordinal);

    /// <summary>The text with a stage's values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The stage's variables.</param>
    /// <param name="missing">The first variable that the stage lacks, whose value is then empty; null where it lacks none.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables, out string? missing)
    {
        missing = null;
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

            // What a value holds is text, even where it looks like another variable.
            text = string.Concat(text.AsSpan(0, open), value, text.AsSpan(close + 1));
            start = open + value.Length;
        }

        return text;
    }

    /// <summary>What a text stands for in each stage, each value once; a variable that a stage lacks is reported.</summary>
    public static IReadOnlyList<string> ExpandForEach(string path, string text, ApiDefinition definition, DefinitionReport report)
    {
        HashSet<string> expanded = new(StringComparer.Ordinal);
        foreach ((string name, StageDefinition stage) in StagesOf(definition))
        {
            string value = Expand(text, stage.StageVariables, out string? missing);
            if (missing is null)
            {
                expanded.Add(value);
            }
            else
            {
                report.Add(path, $"The stage '{name}' has no variable '{missing}'.", "Add it to the stage's 'stageVariables'.");
            }
        }

        return [.. expanded];
    }
}
