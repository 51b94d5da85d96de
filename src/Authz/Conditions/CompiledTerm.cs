namespace Authz.Conditions;

/// <summary>A term made ready: it is true of a request, or it is not.</summary>
/// <param name="term">The term as the definition writes it.</param>
/// <param name="key">What is compared.</param>
internal abstract class CompiledTerm(ConditionTerm term, CompiledKey key)
{
    public ConditionTerm Term => term;

    public CompiledKey Key => key;

    /// <summary>The variables of the values, each once.</summary>
    public virtual IReadOnlyList<CompiledKey> Variables => [];

    /// <summary>Whether the term holds.</summary>
    public abstract bool IsMetBy(scoped in ConditionSubject subject);
}
