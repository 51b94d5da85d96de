namespace Authz.Tests.Properties;

/// <summary>How often verifiers agreed, and by which rules they did not.</summary>
internal sealed class DifferentialCount
{
    private const int MostUnexplained = 20;

    private readonly SortedDictionary<string, int> _rules = new(StringComparer.Ordinal);

    public int Tokens { get; private set; }

    public int AcceptedByUs { get; private set; }

    /// <summary>Tokens that we accept and another refuses, and those that we refuse, others accept and no rule explains.</summary>
    public List<string> Unexplained { get; } = [];

    public static DifferentialCount operator +(DifferentialCount first, DifferentialCount second)
    {
        var sum = new DifferentialCount { Tokens = first.Tokens + second.Tokens, AcceptedByUs = first.AcceptedByUs + second.AcceptedByUs };
        sum.Unexplained.AddRange(first.Unexplained.Concat(second.Unexplained));
        foreach ((string rule, int count) in first._rules.Concat(second._rules))
        {
            sum._rules[rule] = sum._rules.GetValueOrDefault(rule) + count;
        }

        return sum;
    }

    public void Add(string token, TokenMutation[] mutations, RefusalReason? ours, bool theirs)
    {
        Tokens++;
        AcceptedByUs += ours is null ? 1 : 0;
        if (ours is null == theirs)
        {
            return;
        }

        StrictnessRule[] rules = [.. mutations.Select(mutation => mutation.Rule).Where(rule => rule != StrictnessRule.None).Distinct()];
        if (ours is not null && rules.Length > 0)
        {
            string rule = string.Join('+', rules.Order());
            _rules[rule] = _rules.GetValueOrDefault(rule) + 1;
        }
        else if (Unexplained.Count < MostUnexplained)
        {
            Unexplained.Add(
                $"we: {ours?.ToCode() ?? "accepted"}, they: {theirs}, after " +
                $"{string.Join(", ", mutations.Select(mutation => mutation.Name))}: {token}");
        }
    }

    public override string ToString() =>
        $"{Tokens} tokens, {AcceptedByUs} accepted by us, 0 refused by others: {Unexplained.Count == 0}; refused by us alone: " +
        $"{Single()}, several rules {_rules.Where(rule => rule.Key.Contains('+', StringComparison.Ordinal)).Sum(rule => rule.Value)}";

    private string Single() => string.Join(
        ", ",
        _rules.Where(rule => !rule.Key.Contains('+', StringComparison.Ordinal)).Select(rule => $"{rule.Key} {rule.Value}"));
}
