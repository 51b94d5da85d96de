using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of a route's step-up.</summary>
internal static class StepUpValidator
{
    private const int MaximumValues = 32;
    private const int MaximumValueLength = 256;

    public static void Validate(string path, StepUpDefinition stepUp, DefinitionReport report)
    {
        StepUpFormat.StepUp.CheckRanges(path, stepUp, report);
        if (stepUp.AcrValues.Count == 0 && stepUp.MaxAge is null)
        {
            report.Add(path, "The step-up asks for nothing.", "Write 'acrValues', 'maxAge' or both, or remove it.");
        }

        string values = JsonPointer.Append(path, "acrValues");
        if (stepUp.AcrValues.Count > MaximumValues)
        {
            report.Add(values, $"More than {MaximumValues} values of 'acr' are accepted.", "List fewer.");
        }

        for (int index = 0; index < stepUp.AcrValues.Count && !report.IsFull; index++)
        {
            string value = stepUp.AcrValues[index];
            if (value.Length is 0 or > MaximumValueLength || !value.All(IsAllowed))
            {
                report.Add(
                    JsonPointer.Append(values, index),
                    $"'{value}' is not a value of 'acr'.",
                    $"Write one for each item: at most {MaximumValueLength} characters of visible ASCII without spaces, quotes and backslashes.");
            }
        }
    }

    // The challenge lists them in quotation marks, separated by spaces (RFC 9470 section 3).
    private static bool IsAllowed(char character) => character is > ' ' and < '\u007F' and not ('"' or '\\');
}
