namespace Authz.Tests.Properties;

/// <summary>How often verifiers agreed, and by which rules they did not.</summary>
internal sealed class DifferentialCount
{
    private const int MostUnexplained = 20;

    private readonly Dictionary<BrokenRule, int> _broken = [];

    public int Tokens { get; private set; }

    public int AcceptedByUs { get; private set; }

    /// <summary>The rules that explained a refusal.</summary>
    public IEnumerable<StrictnessRule> Rules => _broken.Keys.Select(broken => broken.Rule).Distinct();

    /// <summary>
    /// Tokens that we accept and another refuses, and those that we refuse, others accept and no rule explains, by our reason.
    /// </summary>
    public List<string> Unexplained { get; } = [];

    public static DifferentialCount operator +(DifferentialCount first, DifferentialCount second)
    {
        var sum = new DifferentialCount { Tokens = first.Tokens + second.Tokens, AcceptedByUs = first.AcceptedByUs + second.AcceptedByUs };
        sum.Unexplained.AddRange(first.Unexplained.Concat(second.Unexplained));
        foreach ((BrokenRule broken, int count) in first._broken.Concat(second._broken))
        {
            sum._broken[broken] = sum._broken.GetValueOrDefault(broken) + count;
        }

        return sum;
    }

    public void Add(string token, DifferentialDefinition definition, TokenMutation[] mutations, RefusalReason? ours, bool theirs)
    {
        Tokens++;
        AcceptedByUs += ours is null ? 1 : 0;
        if (ours is null == theirs)
        {
            return;
        }

        BrokenRule broken = TokenStrictness.BrokenBy(token, definition).FirstOrDefault(rule => rule.Reason == ours);
        if (broken.Rule != StrictnessRule.None)
        {
            _broken[broken] = _broken.GetValueOrDefault(broken) + 1;
        }
        else if (Unexplained.Count < MostUnexplained)
        {
            Unexplained.Add(
                $"we: {ours?.ToCode() ?? "accepted"}, they: {theirs}, after " +
                $"{string.Join(", ", mutations.Select(mutation => mutation.Name))}, under {definition}: {token}");
        }
    }

    public override string ToString() =>
        $"{Tokens} tokens, {AcceptedByUs} accepted by us, {Unexplained.Count} unexplained; refused by us alone: " +
        string.Join(
            ", ",
            _broken.OrderBy(broken => broken.Key.Rule).ThenBy(broken => broken.Key.Reason)
                .Select(broken => $"{broken.Key.Rule} ({broken.Key.Reason.ToCode()}) {broken.Value}"));
}
