namespace Authz.Conditions;

/// <summary>A condition made ready: it is total, keeps nothing, and takes time that its terms and the token's length bound.</summary>
/// <param name="blocks">The blocks, each of terms that must all hold.</param>
internal sealed class CompiledCondition(CompiledTerm[][] blocks)
{
    /// <summary>The terms, block by block.</summary>
    public IReadOnlyList<IReadOnlyList<CompiledTerm>> Blocks => blocks;

    /// <summary>Whether one of the blocks holds.</summary>
    public bool IsMetBy(scoped in ConditionSubject subject)
    {
        foreach (CompiledTerm[] block in blocks)
        {
            if (IsBlockMet(block, subject))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlockMet(CompiledTerm[] block, scoped in ConditionSubject subject)
    {
        foreach (CompiledTerm term in block)
        {
            if (!term.IsMetBy(subject))
            {
                return false;
            }
        }

        return true;
    }
}
