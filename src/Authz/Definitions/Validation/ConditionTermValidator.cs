using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of a term of a condition: its operator and its values.</summary>
internal sealed class ConditionTermValidator(ConditionKeyValidator keys, DefinitionReport report)
{
    /// <param name="place">The term's place: that of its key.</param>
    /// <param name="operatorPlace">The place of its operator.</param>
    /// <param name="term">The term.</param>
    public void Validate(string place, string operatorPlace, ConditionTerm term)
    {
        if (ConditionOperator.Find(term.Operator) is not { } found)
        {
            report.Add(operatorPlace, $"'{term.Operator}' is not an operator.", RemedyOf(term.Operator));
            return;
        }

        keys.Validate(place, term.Key, found);
        if (term.Values.Count == 0)
        {
            report.Add(place, "No value is compared with the key.", "Write a value, or several of which one must fit.");
        }

        if (found.Type == ConditionType.Null && term.Values.Count > 1)
        {
            report.Add(place, "A key cannot both be missing and be there.", ConditionLiteral.RemedyOf(found.Type));
        }

        HashSet<ConditionKey> variables = [];
        for (int index = 0; index < term.Values.Count && !report.IsFull; index++)
        {
            ValidateValue(JsonPointer.Append(place, index), found, term.Values[index], variables);
        }

        if (variables.Count > ConditionLimits.Variables)
        {
            report.Add(
                place,
                $"The values have {variables.Count} different variables.",
                $"Write at most {ConditionLimits.Variables} in one term.");
        }
    }

    private void ValidateValue(string place, ConditionOperator found, string value, HashSet<ConditionKey> variables)
    {
        if (value.Length > ConditionLimits.ValueLength)
        {
            report.Add(
                place, $"The value has {value.Length} characters.", $"Write at most {ConditionLimits.ValueLength}, or split it up.");
            return;
        }

        bool hasWildcards = found.Relation == ConditionRelation.Like;
        if (!ConditionText.TryParse(value, hasWildcards, out IReadOnlyList<ConditionPart> parts, out string misunderstood))
        {
            report.Add(
                place,
                $"'{misunderstood}' is not a variable.",
                "Write a key in '${}', such as '${request:path.NAME}' or '${claims:sub}'; '${$}' writes a dollar sign.");
            return;
        }

        foreach (ConditionPart part in parts.Where(part => part.Kind == ConditionPartKind.Variable))
        {
            variables.Add(part.Variable);
            keys.ValidateVariable(place, part.Variable, found);
        }

        if (found.Type != ConditionType.Text)
        {
            ValidateWhole(place, found, value, parts);
        }
    }

    // A value that is no text is written out, or is one variable.
    private void ValidateWhole(string place, ConditionOperator found, string value, IReadOnlyList<ConditionPart> parts)
    {
        bool isVariable = parts is [{ Kind: ConditionPartKind.Variable }];
        if (isVariable ? found.Type == ConditionType.Null : !ConditionLiteral.IsOf(found.Type, value))
        {
            report.Add(place, $"'{value}' is not a value of '{found.Name}'.", ConditionLiteral.RemedyOf(found.Type));
        }
    }

    private static string RemedyOf(string text)
    {
        string name = text;
        foreach (string prefix in (ReadOnlySpan<string>)[ConditionOperator.Any, ConditionOperator.All])
        {
            name = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
        }

        bool isSuffixed = name.EndsWith(ConditionOperator.IfExists, StringComparison.OrdinalIgnoreCase);
        name = isSuffixed ? name[..^ConditionOperator.IfExists.Length] : name;
        if (ConditionOperator.Find(name) is { Type: ConditionType.Null })
        {
            return "Write 'Null' alone: it asks whether the key is there.";
        }

        return NearestName.Find(name, ConditionOperator.Names) is { } meant
            ? $"Did you mean '{meant}'? Case counts."
            : $"Write one of {string.Join(", ", ConditionOperator.Names)}; before it '{ConditionOperator.Any}' or '{ConditionOperator.All}', " +
                $"behind it '{ConditionOperator.IfExists}'.";
    }
}
