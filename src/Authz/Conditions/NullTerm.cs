namespace Authz.Conditions;

/// <summary>A term that asks whether its key is missing.</summary>
/// <param name="term">The term as the definition writes it.</param>
/// <param name="key">The key.</param>
/// <param name="mustBeMissing">Whether the key must be missing; else it must be there.</param>
internal sealed class NullTerm(ConditionTerm term, CompiledKey key, bool mustBeMissing) : CompiledTerm(term, key)
{
    public override bool IsMetBy(scoped in ConditionSubject subject)
    {
        ConditionForm form = Key.ReadForm(subject);
        return form != ConditionForm.Unknown && form == ConditionForm.Missing == mustBeMissing;
    }
}
