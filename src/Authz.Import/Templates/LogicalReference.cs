namespace Authz.Import.Templates;

/// <summary>Reads references from one resource of a template to another, which stay unresolved values: <c>${Name}</c>.</summary>
internal static class LogicalReference
{
    private const string IntegrationPrefix = "integrations/";

    /// <summary>The logical id that a value refers to; null if it is not a reference.</summary>
    public static string? LogicalIdOf(DefinitionNode? value)
    {
        if (value?.Kind != DefinitionNodeKind.Unresolved)
        {
            return null;
        }

        string text = value.Text.StartsWith(IntegrationPrefix, StringComparison.Ordinal)
            ? value.Text[IntegrationPrefix.Length..]
            : value.Text;
        bool isOne = text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1;
        return isOne ? text[2..^1].Split('.')[0] : null;
    }
}
