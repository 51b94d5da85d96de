namespace Authz.Tests.Conditions;

/// <summary>
/// Every operator, with every prefix and suffix, about every kind of value: missing, empty, of the right type and of each other type. What
/// is expected is written here, and the second reading must say the same.
/// </summary>
public sealed class OperatorTableTests
{
    private static readonly string[] s_sets = ["", "ForAnyValue:", "ForAllValues:"];
    private static readonly string[] s_suffixes = ["", "IfExists"];

    // Values of every JSON type; a row of the table adds those that fit, and those of the operator's type that do not.
    private static readonly string[] s_others =
        ["true", "false", "5", "-0.5e1", "\"\"", "\"x\"", "\"5\"", "\"true\"", "\"10.1.2.3\"", "\"2026-01-01T00:00:00Z\"", "{}", "{\"a\":1}", "[[]]"];

    [Theory]
    [InlineData("StringEquals", "a", "\"a\"", "\"b\" \"A\" \"\"")]
    [InlineData("StringEqualsIgnoreCase", "a", "\"a\" \"A\"", "\"b\" \"\"")]
    [InlineData("StringLike", "a*", "\"a\" \"ab\"", "\"b\" \"A\" \"\"")]
    [InlineData("NumericEquals", "7", "7 7.0 70e-1", "8 -7 0")]
    [InlineData("NumericLessThan", "7", "6 -7 6.9e0", "7 8")]
    [InlineData("NumericLessThanEquals", "7", "6 7", "7.1 8")]
    [InlineData("NumericGreaterThan", "7", "8 7e1", "7 6")]
    [InlineData("NumericGreaterThanEquals", "7", "8 7", "6 6.99")]
    [InlineData("DateEquals", "7", "7 \"1970-01-01T00:00:07Z\"", "8 \"1970-01-01T00:00:07.5Z\"")]
    [InlineData("DateLessThan", "7", "6 \"1970-01-01T01:00:06+01:00\"", "7 8")]
    [InlineData("DateLessThanEquals", "7", "6 7", "8")]
    [InlineData("DateGreaterThan", "7", "8", "7 \"1970-01-01T00:00:06.999999999Z\"")]
    [InlineData("DateGreaterThanEquals", "7", "8 7", "6")]
    [InlineData("Bool", "true", "true", "false")]
    [InlineData("IpAddress", "10.0.0.0/9", "\"10.127.0.1\" \"::ffff:10.0.0.1\"", "\"10.128.0.1\" \"::1\"")]
    public void Judges_EveryOperator(string name, string value, string fitting, string differing)
    {
        Dictionary<string, bool?> single = new(StringComparer.Ordinal);
        foreach (string other in s_others)
        {
            single[other] = FitOf(name, value, other);
        }

        foreach (string json in fitting.Split(' '))
        {
            single[json] = true;
        }

        foreach (string json in differing.Split(' '))
        {
            single[json] = false;
        }

        List<string> wrong = [];
        foreach ((string operatorName, bool isNegative) in Names(name))
        {
            foreach (string set in s_sets)
            {
                foreach (string suffix in s_suffixes)
                {
                    Check(set + operatorName + suffix, value, Cases(single, isNegative, set, suffix.Length > 0), wrong);
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Judges_Null(string value, bool mustBeMissing)
    {
        List<string> wrong = [];
        Check("Null", value, [(null, mustBeMissing), ("null", mustBeMissing), .. s_others.Append("[]").Select(json => ((string?)json, !mustBeMissing))], wrong);

        Assert.Empty(wrong);
    }

    // What an operator says of values that its row does not name: null where they are of another type.
    private static bool? FitOf(string name, string value, string json)
    {
        bool isText = json.StartsWith('"');
        return name switch
        {
            _ when name.StartsWith("String", StringComparison.Ordinal) => isText ? false : null,
            _ when name.StartsWith("Numeric", StringComparison.Ordinal) => json switch { "5" => Order(5, name, value), "-0.5e1" => Order(-5, name, value), _ => null },
            _ when name.StartsWith("Date", StringComparison.Ordinal) => json switch
            {
                "5" => Order(5, name, value),
                "-0.5e1" => Order(-5, name, value),
                "\"2026-01-01T00:00:00Z\"" => Order(1_767_225_600, name, value),
                _ => null,
            },
            "Bool" => json switch { "true" => true, "false" => false, _ => null },
            _ => json == "\"10.1.2.3\"" ? true : null,
        };
    }

    private static bool Order(long found, string name, string value)
    {
        int order = found.CompareTo(long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        return name.EndsWith("LessThan", StringComparison.Ordinal) ? order < 0
            : name.EndsWith("LessThanEquals", StringComparison.Ordinal) ? order <= 0
            : name.EndsWith("GreaterThan", StringComparison.Ordinal) ? order > 0
            : name.EndsWith("GreaterThanEquals", StringComparison.Ordinal) ? order >= 0
            : order == 0;
    }

    // The operator, and the one that is its opposite.
    private static IEnumerable<(string Name, bool IsNegative)> Names(string name)
    {
        yield return (name, false);
        string? opposite = name switch
        {
            "StringLike" => "StringNotLike",
            "IpAddress" => "NotIpAddress",
            "StringEqualsIgnoreCase" => "StringNotEqualsIgnoreCase",
            _ when name is "StringEquals" or "NumericEquals" or "DateEquals" => name.Replace("Equals", "NotEquals", StringComparison.Ordinal),
            _ => null,
        };
        if (opposite is not null)
        {
            yield return (opposite, true);
        }
    }

    private static IEnumerable<(string? Json, bool Holds)> Cases(
        Dictionary<string, bool?> single, bool isNegative, string set, bool holdsIfMissing)
    {
        // Missing and null are one; an empty list holds for nothing, whatever the suffix.
        yield return (null, holdsIfMissing);
        yield return ("null", holdsIfMissing);
        yield return ("[]", false);
        foreach ((string json, bool? fit) in single)
        {
            // A list as the only value is a list; inside another it is of no operator's type.
            bool isList = json.StartsWith('[');
            bool holds = fit is { } known && known != isNegative;
            yield return (json, !isList && holds);
            yield return ($"[{json}]", set.Length > 0 && holds);
            foreach ((string second, bool? other) in single)
            {
                bool both = other is { } also && also != isNegative;
                yield return ($"[{json}, {second}]", set == "ForAnyValue:" ? holds || both : set.Length > 0 && holds && both);
            }

            yield return ($"[{json}, null]", set == "ForAnyValue:" && holds);
        }
    }

    private static void Check(string name, string value, IEnumerable<(string? Json, bool Holds)> cases, List<string> wrong)
    {
        ConditionBlock[] condition = [new(new ConditionTerm(name, "claims:x", value))];
        foreach ((string? json, bool holds) in cases)
        {
            JudgedCondition judged = new(condition, json is null ? """{"y":1}""" : $$"""{"x":{{json}},"y":1}""");
            if (judged.Judge() != holds || IamReading.Holds(condition, judged.ValueOf) != holds)
            {
                wrong.Add($"{name} '{value}' on {json ?? "nothing"}: not {holds}");
            }
        }
    }
}
