using System.Globalization;
using System.Text.Json;

namespace Authz.Tests.Conditions;

/// <summary>A condition, claims and request text out of so few words that they meet often.</summary>
internal sealed class GeneratedCondition
{
    private static readonly string[] s_texts =
        ["a", "b", "A", "ab", "a/b", "", "é", "É", "😀", "*", "a*b", "?", "aab", "k", "\u212a", "true", "1", "order-1", "a\"b\\", "${x", "$"];

    private static readonly string[] s_numbers =
        ["0", "1", "-1", "1.0", "10e-1", "2", "1e3", "1000", "0.1", "-0", "1e-9", "1e-10", "9007199254740993", "9007199254740992", "1e400"];

    private static readonly string[] s_dates =
        ["1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z", "1970-01-01t01:00:01.000000000+01:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9Z"];

    private static readonly string[] s_badDates = ["2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "0001-01-01T00:00:00+01:00"];

    private static readonly string[] s_networks =
        ["10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "::/0", "2001:db8::/32", "::ffff:10.0.0.0/104", "::ffff:10.1.2.3", "2001:db8::1", "::1.2.3.4"];

    private static readonly string[] s_badAddresses = ["10.0.0.01", "10.0.0", "10.1.2.3/8", "1::2::3", "fe80::1%1", "::ffff:10.1.2.3/95", "10.0.0.0/08"];

    private static readonly string[] s_names = ["x", "y", "z", "/n/x", "none"];

    private readonly Random _random;

    public GeneratedCondition(int seed)
    {
        _random = new Random(seed);
        Condition = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Block())];
        Json = Claims();
        Header = _random.Next(4) == 0 ? null : Pick([.. s_texts, .. s_numbers, .. s_dates, .. s_networks, "false", "NaN", "0x1", " 1"]);
    }

    public IReadOnlyList<ConditionBlock> Condition { get; }

    /// <summary>The payload.</summary>
    public string Json { get; }

    /// <summary>The request's header <c>h</c>; null if it has none.</summary>
    public string? Header { get; }

    /// <summary>Every key that is drawn.</summary>
    public static IEnumerable<string> Keys => s_names.Select(name => "claims:" + name).Append(JudgedCondition.HeaderKey);

    /// <inheritdoc cref="JudgedCondition.Judge"/>
    public bool Judge() => new JudgedCondition(Condition, Json, Header).Judge();

    /// <inheritdoc cref="JudgedCondition.ValueOf"/>
    public OracleValue ValueOf(string key) => new JudgedCondition(Condition, Json, Header).ValueOf(key);

    public override string ToString() =>
        $"{JsonSerializer.Serialize(Condition)} on {Json} with h={Header ?? "none"}";

    private ConditionBlock Block()
    {
        Dictionary<(string, string), ConditionTerm> terms = [];
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            ConditionTerm term = Term();
            terms[(term.Operator, term.Key)] = term;
        }

        return new ConditionBlock([.. terms.Values]);
    }

    private ConditionTerm Term()
    {
        string kind = Pick(["String", "String", "Numeric", "Date", "Bool", "Ip", "Null"]);
        string key = Key();
        if (kind == "Null")
        {
            return new ConditionTerm("Null", key, Pick(["true", "false"]));
        }

        string name = kind switch
        {
            "String" => "String" + Pick(["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"]),
            "Bool" => "Bool",
            "Ip" => Pick(["IpAddress", "NotIpAddress"]),
            _ => kind + Pick(["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]),
        };
        string set = Pick(["", "", "ForAnyValue:", "ForAllValues:"]);
        string exists = Pick(["", "", "IfExists"]);
        return new ConditionTerm(set + name + exists, key, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Value(kind))]);
    }

    private string Value(string kind) => kind switch
    {
        "String" => string.Concat(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => TextPart())),
        _ when _random.Next(4) == 0 => $"${{{Key()}}}",
        "Numeric" => Pick(s_numbers),
        "Date" => Pick([.. s_numbers[..5], .. s_dates]),
        "Bool" => Pick(["true", "false"]),
        _ => Pick(s_networks),
    };

    // What begins a variable stands in no value.
    private string TextPart() => _random.Next(6) switch
    {
        0 => $"${{{Key()}}}",
        1 => Pick(["${*}", "${?}", "${$}", "*", "?"]),
        _ => Pick(s_texts.Where(text => !text.Contains('$', StringComparison.Ordinal)).ToArray()),
    };

    private string Key() => _random.Next(6) == 0 ? JudgedCondition.HeaderKey : "claims:" + Pick(s_names);

    private string Claims()
    {
        IEnumerable<string> members = new[] { "x", "y", "z" }.Where(_ => _random.Next(5) != 0).Select(name => $"\"{name}\":{Claim(depth: 0)}");
        string nested = _random.Next(2) == 0 ? $"{{\"m\":1,\"x\":{Claim(depth: 1)}}}" : Claim(depth: 1);
        return $"{{{string.Join(',', members.Append($"\"n\":{nested}"))},\"exp\":5}}";
    }

    private string Claim(int depth) => _random.Next(depth > 1 ? 8 : 10) switch
    {
        0 => Pick(["true", "false"]),
        1 => "null",
        2 or 3 => Pick(s_numbers),
        4 => Quote(Pick([.. s_dates, .. s_badDates])),
        5 => Quote(Pick([.. s_networks, .. s_badAddresses])),
        6 or 7 => Quote(Pick(s_texts)),
        8 => $"[{string.Join(" , ", Enumerable.Range(0, _random.Next(4)).Select(_ => Claim(depth + 1)))}]",
        _ => $"{{\"k\":{Claim(depth + 1)}}}",
    };

    // As some writers do, with every character escaped, or with none that need not be.
    private string Quote(string text) => _random.Next(4) == 0
        ? $"\"{string.Concat(text.Select(character => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")))}\""
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
