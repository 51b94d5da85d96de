using System.Runtime.CompilerServices;

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
    // Longer than most identifiers.
    private const int StackBytes = 128;

    private readonly bool _isNegated = found.IsNegated;
    private readonly bool _holdsIfMissing = found.HoldsIfMissing;
    private readonly ConditionQuantifier _quantifier = found.Quantifier;
    private readonly bool _isOfClaimAlone = variables.Length == 0 && key.IsClaim;

    public override IReadOnlyList<CompiledKey> Variables => variables;

    public override bool IsMetBy(scoped in ConditionSubject subject)
    {
        if (!_isOfClaimAlone)
        {
            return IsMetByRequest(subject);
        }

        // Claims are compared where they stand; only escapes need memory, which is rented then.
        ConditionVariables known = default;
        bool isMet = IsMet(Key.Read(subject, ref known.Buffer), ref known);
        known.Dispose();
        return isMet;
    }

    // Not inlined: the memory would be set up for claims too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsMetByRequest(scoped in ConditionSubject subject)
    {
        var known = new ConditionVariables(stackalloc VariablePlace[ConditionLimits.Variables], stackalloc byte[StackBytes]);
        bool isMet = AreKnown(subject, ref known) && IsMet(Key.Read(subject, ref known.Buffer), ref known);
        known.Dispose();
        return isMet;
    }

    private bool AreKnown(scoped in ConditionSubject subject, scoped ref ConditionVariables known)
    {
        foreach (CompiledKey variable in variables)
        {
            ConditionValue value = variable.Read(subject, ref known.Buffer);
            if (value.Text.IsEmpty || !test.Reads(value))
            {
                return false;
            }

            known.Add(value);
        }

        return true;
    }

    private bool IsMet(ConditionValue value, scoped ref ConditionVariables known) => value.Form switch
    {
        ConditionForm.Unknown => false,
        ConditionForm.Missing => _holdsIfMissing,
        ConditionForm.List => _quantifier != ConditionQuantifier.None && IsMetByList(value.Text, ref known),
        _ => Holds(value, known),
    };

    // Nothing of nothing: an empty list holds for neither prefix. Not inlined: most values are none, and need less of the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsMetByList(ReadOnlySpan<byte> list, scoped ref ConditionVariables known)
    {
        bool isAny = _quantifier == ConditionQuantifier.Any;
        bool isMet = false;
        var items = new ListItems(list);
        while (items.MoveNext())
        {
            isMet = Holds(ClaimValue.Of(items.Kind, items.Raw, items.IsEscaped, ref known.Buffer), known);
            if (isMet == isAny)
            {
                break;
            }
        }

        return isMet;
    }

    private bool Holds(scoped ConditionValue value, scoped in ConditionVariables known) => test.Fit(value, known) switch
    {
        ValueFit.Fits => !_isNegated,
        ValueFit.Differs => _isNegated,
        _ => false,
    };
}
