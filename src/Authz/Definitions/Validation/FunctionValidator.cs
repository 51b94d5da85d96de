namespace Authz.Definitions.Validation;

/// <summary>Validates the URI of a function, in which stage variables may stand.</summary>
internal static class FunctionValidator
{
    /// <summary>Reports every stage in which the URI does not name a function.</summary>
    public static void Validate(string path, string uri, ApiDefinition definition, DefinitionReport report)
    {
        foreach (string expanded in StageVariableText.ExpandForEach(path, uri, definition, report))
        {
            if (!FunctionUri.TryGetName(expanded, out _))
            {
                report.Add(
                    path,
                    expanded.Length == 0 ? "The function is missing." : $"'{expanded}' does not name a function.",
                    "Write the function's name or its ARN, such as 'pets'; '--function pets=URL' gives its address.");
            }
        }
    }
}
