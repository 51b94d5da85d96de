using System.Globalization;
using Authz.Conditions;
using Authz.Targets;

namespace Authz.Explaining;

/// <summary>What the conditions of the issuer and of the route found, term by term.</summary>
internal static class ConditionFindings
{
    public static CheckFinding Conditions(ExplainedRequest explained)
    {
        List<ExplainedTerm> terms =
        [
            .. Describe(explained, explained.Issuer.Condition, isOfIssuer: true),
            .. Describe(explained, explained.Route!.Requirements?.Condition),
        ];
        return terms.Count == 0
            ? new("no condition", "none", terms)
            : new("every term of one block of each condition holds", Summarize(terms), terms);
    }

    /// <summary>What does not hold, in words.</summary>
    public static string Summarize(List<ExplainedTerm> terms)
    {
        ExplainedTerm[] unmet = [.. terms.Where(term => !term.IsMet)];
        return unmet.Length == 0
            ? "they hold"
            : string.Join("; ", unmet.Select(term => $"{term.Term.Key} is {term.Found}, not {term.Expected}"));
    }

    /// <summary>The terms of the condition of a route or a tool.</summary>
    public static List<ExplainedTerm> Describe(ExplainedRequest explained, CompiledCondition? condition) =>
        Describe(explained, condition, isOfIssuer: false);

    private static List<ExplainedTerm> Describe(ExplainedRequest explained, CompiledCondition? condition, bool isOfIssuer)
    {
        List<ExplainedTerm> terms = [];
        for (int block = 0; block < (condition?.Blocks.Count ?? 0); block++)
        {
            terms.AddRange(condition!.Blocks[block].Select(term => Describe(explained, term) with
            {
                IsOfIssuer = isOfIssuer,
                Block = block + 1,
            }));
        }

        return terms;
    }

    private static ExplainedTerm Describe(ExplainedRequest explained, CompiledTerm term)
    {
        AuthorizationRequest request = explained.Request;
        CanonicalTarget.TryRead(request.Target, out RequestTarget target);
        ConditionSubject subject = explained.Trace.Accepted!.SubjectOf(request, target, explained.Trace.Now);
        List<string> variables = [];
        foreach (CompiledKey variable in term.Variables)
        {
            variables.Add($"${{{variable.Key}}} is {Describe(variable, subject)}");
        }

        string values = $"{term.Term.Operator} {ValueText.List(term.Term.Values)}";
        return new ExplainedTerm
        {
            IsOfIssuer = false,
            Block = 0,
            Term = term.Term,
            Expected = variables.Count == 0 ? values : $"{values}, where {string.Join(" and ", variables)}",
            Found = Describe(term.Key, subject),
            IsMet = term.IsMetBy(subject),
        };
    }

    private static string Describe(CompiledKey key, scoped in ConditionSubject subject)
    {
        var buffer = new ConditionBuffer([]);
        ConditionValue value = key.Read(subject, ref buffer);
        string text = value.Form switch
        {
            ConditionForm.Unknown => "not to be told",
            ConditionForm.Missing => "missing",
            ConditionForm.Text or ConditionForm.RequestText => ValueText.Quote(System.Text.Encoding.UTF8.GetString(value.Text)),
            ConditionForm.Address => new System.Net.IPAddress(value.Text).ToString(),
            ConditionForm.List => $"the list {Visible(value)}",
            ConditionForm.Object => $"the object {Visible(value)}",
            ConditionForm.Number => string.Create(CultureInfo.InvariantCulture, $"the number {Visible(value)}"),
            _ => Visible(value),
        };
        buffer.Dispose();
        return text;
    }

    private static string Visible(scoped ConditionValue value) => ValueText.Visible(System.Text.Encoding.UTF8.GetString(value.Text));
}
