using Authz.Conditions;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of the keys of a condition, also of those that are variables.</summary>
internal sealed class ConditionKeyValidator(RouteKey? route, bool isOfIssuer, DefinitionReport report)
{
    /// <summary>Checks the left side of a term.</summary>
    public void Validate(string place, string text, ConditionOperator found)
    {
        if (!ConditionKey.TryParse(text, out ConditionKey key))
        {
            report.Add(place, $"'{text}' is not a key.", $"Write one of {string.Join(", ", ConditionKey.Forms)}.");
            return;
        }

        ValidateOrigin(place, key);
        if (!key.CanBe(found.Type))
        {
            report.Add(place, $"'{text}' is {Describe(key.Kind)}, which '{found.Name}' never finds to hold.", RemedyOf(key.Kind));
        }
    }

    /// <summary>Checks a variable of a value.</summary>
    public void ValidateVariable(string place, ConditionKey variable, ConditionOperator found)
    {
        ValidateOrigin(place, variable);
        if (found.Type != ConditionType.Null && !variable.CanBe(found.Type))
        {
            report.Add(
                place, $"'${{{variable}}}' is {Describe(variable.Kind)}, so '{found.Name}' never finds it to fit.", RemedyOf(variable.Kind));
        }
    }

    private void ValidateOrigin(string place, ConditionKey key)
    {
        if (isOfIssuer && !key.IsOfToken)
        {
            report.Add(
                place,
                $"'{key}' is no part of a token, and an issuer's condition is about its tokens alone.",
                "Use keys that begin with 'claims:' or 'token:', or write the condition at the route.");
        }
        else if (key.Kind == ConditionKeyKind.Header)
        {
            ProxyHeaderValidator.Validate(place, key.Name, report);
        }
        else if (key.Kind == ConditionKeyKind.PathVariable && route is not null && !route.Variables.Contains(key.Name))
        {
            report.Add(place, $"The route has no path variable '{key.Name}'.", "Name a variable of the route key.");
        }
    }

    private static string Describe(ConditionKeyKind kind) => kind switch
    {
        ConditionKeyKind.SourceAddress => "an address",
        ConditionKeyKind.RequestTime => "a time that is always there",
        ConditionKeyKind.TokenAge or ConditionKeyKind.TokenRemaining => "a number of seconds",
        _ => "a text",
    };

    private static string RemedyOf(ConditionKeyKind kind) => kind switch
    {
        ConditionKeyKind.SourceAddress => "Use 'IpAddress' or 'NotIpAddress'.",
        ConditionKeyKind.RequestTime => "Use an operator for dates or numbers.",
        ConditionKeyKind.TokenAge or ConditionKeyKind.TokenRemaining => "Use an operator for numbers, such as 'NumericLessThan'.",
        _ => "Use an operator for texts, such as 'StringEquals'.",
    };
}
