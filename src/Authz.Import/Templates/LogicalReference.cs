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
        bool isOne = text is ['$', '{', .., '}'] && text.IndexOf("${", 2, StringComparison.Ordinal) < 0;
        int attribute = text.LastIndexOf('.');
        return !isOne ? null : attribute < 0 ? text[2..^1] : text[2..attribute];
    }
}
