using System.Text;

namespace Authz.Conditions;

/// <summary>
/// A claim that must equal a path variable, which most conditions are about: both are compared where they stand, without a copy. What is
/// written in escapes, and a claim that is no string, is left to the general term.
/// </summary>
/// <param name="general">The same term for every request.</param>
/// <param name="variable">The path variable.</param>
internal sealed class SegmentTerm(ComparingTerm general, CompiledKey variable) : CompiledTerm(general.Term, general.Key)
{
    public override IReadOnlyList<CompiledKey> Variables => general.Variables;

    public override bool IsMetBy(scoped in ConditionSubject subject)
    {
        if (!subject.Target.HasEscapes && Key.TryReadPlainText(subject, out ReadOnlySpan<byte> claim))
        {
            // Two empty texts are no match: a variable without characters is unknown.
            return !claim.IsEmpty && Ascii.Equals(claim, variable.Segment(subject.Target));
        }

        return general.IsMetBy(subject);
    }
}
