namespace Authz.Server.Tests.Diff;

/// <summary>Makes conditions and step-ups out of so few words that two of them are often related.</summary>
internal static class RandomCondition
{
    public static readonly string[] Texts = ["a", "b", "A", "ab", "a/b"];

    private static readonly string[] s_sets = ["", "", "ForAnyValue:", "ForAllValues:"];
    private static readonly string[] s_keys = ["claims:c", "claims:d", "claims:/n/c", "request:path.v", "request:header.h", "claims:iss"];
    private static readonly string[] s_texts =
        ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"];

    private static readonly string[] s_orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
    private static readonly string[] s_networks = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "::/0"];
    private static readonly string[] s_levels = ["low", "high"];

    /// <summary>A condition of one or two blocks; null, for none, now and then.</summary>
    public static IReadOnlyList<ConditionBlock>? Create(Random random, bool isOfIssuer) => random.Next(4) == 0
        ? null
        : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Block(random, isOfIssuer))];

    public static StepUpDefinition? CreateStepUp(Random random) => random.Next(2) == 0
        ? null
        : new StepUpDefinition
        {
            AcrValues = [.. s_levels.Where(_ => random.Next(2) == 0).DefaultIfEmpty("high")],
            MaxAge = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(60 * random.Next(1, 4)),
        };

    /// <summary>A condition with one thing changed, as a pull request would.</summary>
    public static IReadOnlyList<ConditionBlock>? Change(IReadOnlyList<ConditionBlock>? condition, Random random, bool isOfIssuer)
    {
        if (condition is null || random.Next(8) == 0)
        {
            return Create(random, isOfIssuer);
        }

        List<ConditionBlock> blocks = [.. condition];
        int index = random.Next(blocks.Count);
        switch (random.Next(6))
        {
            case 0:
                blocks.Add(Block(random, isOfIssuer));
                break;
            case 1 when blocks.Count > 1:
                blocks.RemoveAt(index);
                break;
            case 2:
                blocks[index] = Of([.. blocks[index].Terms, Term(random, isOfIssuer)]);
                break;
            case 3 when blocks[index].Terms.Count > 1:
                blocks[index] = Of(blocks[index].Terms.Skip(1));
                break;
            default:
                blocks[index] = Of(blocks[index].Terms.Select((term, place) => place == 0 ? Change(term, random, isOfIssuer) : term));
                break;
        }

        return blocks;
    }

    private static ConditionTerm Change(ConditionTerm term, Random random, bool isOfIssuer)
    {
        if (term.Operator == "Null")
        {
            return new ConditionTerm("Null", term.Key, term.Values[0] == "true" ? "false" : "true");
        }

        int colon = term.Operator.IndexOf(':', StringComparison.Ordinal);
        return random.Next(5) switch
        {
            0 => term with { Values = [.. term.Values.Append(Term(random, isOfIssuer, Kind(term)).Values[0]).Distinct()] },
            1 when term.Values.Count > 1 => term with { Values = [.. term.Values.Skip(1)] },
            2 => term with { Operator = Pick(random, s_sets) + term.Operator[(colon + 1)..] },
            3 => term with
            {
                Operator = term.Operator.EndsWith("IfExists", StringComparison.Ordinal) ? term.Operator[..^8] : term.Operator + "IfExists",
            },
            _ => Term(random, isOfIssuer),
        };
    }

    private static int Kind(ConditionTerm term) =>
        term.Operator.Contains("String", StringComparison.Ordinal) ? 0
        : term.Operator.Contains("Numeric", StringComparison.Ordinal) ? 1
        : term.Operator.Contains("Ip", StringComparison.Ordinal) ? 2
        : 3;

    private static ConditionBlock Block(Random random, bool isOfIssuer) =>
        Of(Enumerable.Range(0, random.Next(1, 3)).Select(_ => Term(random, isOfIssuer)));

    private static ConditionBlock Of(IEnumerable<ConditionTerm> terms) => new([.. terms.DistinctBy(term => (term.Operator, term.Key))]);

    private static ConditionTerm Term(Random random, bool isOfIssuer, int? kind = null)
    {
        string key = Pick(random, isOfIssuer ? [.. s_keys.Where(key => key.StartsWith("claims:", StringComparison.Ordinal))] : s_keys);
        string exists = random.Next(3) == 0 ? "IfExists" : "";
        return (kind ?? random.Next(5)) switch
        {
            0 => new ConditionTerm(Pick(random, s_sets) + Pick(random, s_texts) + exists, key, Some(random, () => Text(random, isOfIssuer))),
            1 => new ConditionTerm(
                Pick(random, s_sets) + "Numeric" + Pick(random, s_orders) + exists, key, Some(random, () => Pick(random, ["1", "2", "1.0", "3"]))),
            2 => new ConditionTerm(
                Pick(random, s_sets) + Pick(random, ["IpAddress", "NotIpAddress"]) + exists,
                isOfIssuer || random.Next(2) == 0 ? key : "context:identity.sourceIp",
                Some(random, () => Pick(random, s_networks))),
            3 => new ConditionTerm(Pick(random, s_sets) + "Bool" + exists, key, Some(random, () => Pick(random, ["true", "false"]))),
            _ => new ConditionTerm("Null", key, Pick(random, ["true", "false"])),
        };
    }

    private static string Text(Random random, bool isOfIssuer) => random.Next(5) switch
    {
        0 => isOfIssuer ? "${claims:d}" : Pick(random, ["${request:path.v}", "${claims:d}", "${request:header.h}"]),
        1 => Pick(random, ["a*", "*", "?", "*b"]),
        _ => Pick(random, Texts),
    };

    private static string[] Some(Random random, Func<string> draw) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => draw()).Distinct()];

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
