namespace Authz.Conditions;

/// <summary>A term that compares.</summary>
/// <param name="term">The term as the definition writes it.</param>
/// <param name="found">The operator.</param>
/// <param name="key">What is compared.</param>
/// <param name="test">How, and with what.</param>
/// <param name="variables">The variables of the values, each once.</param>
internal sealed class ComparingTerm(
    ConditionTerm term, ConditionOperator found, CompiledKey key, ValueTest test, CompiledKey[] variables) : CompiledTerm(term, key)
{
    /// <summary>Memory for decoded text on the stack: longer than most identifiers.</summary>
    public const int StackBytes = 128;

    public override IReadOnlyList<CompiledKey> Variables => variables;

    public override bool IsMetBy(scoped in ConditionSubject subject)
    {
        var known = new ConditionVariables(
            stackalloc VariablePlace[variables.Length], new ConditionBuffer(stackalloc byte[variables.Length == 0 ? 0 : StackBytes]));
        var buffer = new ConditionBuffer(stackalloc byte[StackBytes]);
        bool isMet = AreKnown(subject, ref known, ref buffer) && IsMet(Key.Read(subject, ref buffer), known, ref buffer);
        known.Dispose();
        buffer.Dispose();
        return isMet;
    }

    private bool AreKnown(
        scoped in ConditionSubject subject, scoped ref ConditionVariables known, scoped ref ConditionBuffer buffer)
    {
        foreach (CompiledKey variable in variables)
        {
            ConditionValue value = variable.Read(subject, ref buffer);
            if (value.Text.IsEmpty || !test.Reads(value))
            {
                return false;
            }

            known.Add(value);
        }

        return true;
    }

    private bool IsMet(ConditionValue value, scoped in ConditionVariables known, scoped ref ConditionBuffer buffer) =>
        value.Form switch
        {
            ConditionForm.Unknown => false,
            ConditionForm.Missing => found.HoldsIfMissing,
            ConditionForm.List => found.Quantifier != ConditionQuantifier.None && IsMetByList(value.Text, known, ref buffer),
            _ => Holds(value, known),
        };

    // Nothing of nothing: an empty list holds for neither prefix.
    private bool IsMetByList(ReadOnlySpan<byte> list, scoped in ConditionVariables known, scoped ref ConditionBuffer buffer)
    {
        bool isAny = found.Quantifier == ConditionQuantifier.Any;
        bool isMet = false;
        var items = new ListItems(list);
        while (items.MoveNext())
        {
            isMet = Holds(ClaimValue.Of(items.Kind, items.Raw, items.IsEscaped, ref buffer), known);
            if (isMet == isAny)
            {
                break;
            }
        }

        return isMet;
    }

    private bool Holds(scoped ConditionValue value, scoped in ConditionVariables known) => test.Fit(value, known) switch
    {
        ValueFit.Fits => !found.IsNegated,
        ValueFit.Differs => found.IsNegated,
        _ => false,
    };
}
