using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Authz.Tests.Conditions;

/// <summary>
/// A second reading of conditions, from IAM's documentation (reference_policies_elements_condition_operators, …_condition_multi-value,
/// reference_policies_grammar) and the rules of docs/conditions.md where they differ. It shares no code with the engine: JSON documents,
/// fractions, regular expressions and the platform's addresses and dates.
/// </summary>
internal static partial class IamReading
{
    /// <summary>Whether one block of the condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="value">The value of a key: null if it is missing; undefined if it is unknown; request text as a string in an object.</param>
    public static bool Holds(IReadOnlyList<ConditionBlock> condition, Func<string, OracleValue> value) =>
        condition.Any(block => block.Terms.All(term => Holds(term, value)));

    private static bool Holds(ConditionTerm term, Func<string, OracleValue> valueOf)
    {
        Match parts = Operator().Match(term.Operator);
        string name = parts.Groups["name"].Value;
        OracleValue key = valueOf(term.Key);
        if (name == "Null")
        {
            return !key.IsUnknown && key.IsMissing == (term.Values[0] == "true");
        }

        // Every variable must have a value that the operator can compare, or the block is false.
        string kind = KindOf(name);
        string[] variables = [.. term.Values.SelectMany(text => Variable().Matches(text)).Select(match => match.Groups[1].Value)];
        if (variables.Any(variable => variable is not ("*" or "?" or "$") && !IsUsable(kind, valueOf(variable))))
        {
            return false;
        }

        if (key.IsUnknown || key.IsMissing)
        {
            return !key.IsUnknown && parts.Groups["exists"].Success;
        }

        string set = parts.Groups["set"].Value;
        bool isNegative = name.Contains("Not", StringComparison.Ordinal);
        Func<OracleValue, bool> fits = item => IsOf(kind, item) && term.Values.Any(text => Fits(name, kind, item, text, valueOf)) != isNegative;
        if (key.Items is { } items)
        {
            return set switch
            {
                "ForAnyValue:" => items.Any(fits),
                "ForAllValues:" => items.Count > 0 && items.All(fits),
                _ => false,
            };
        }

        return fits(key);
    }

    private static string KindOf(string name) =>
        name.StartsWith("String", StringComparison.Ordinal) ? "text"
        : name.StartsWith("Numeric", StringComparison.Ordinal) ? "number"
        : name.StartsWith("Date", StringComparison.Ordinal) ? "date"
        : name == "Bool" ? "bool"
        : "address";

    private static bool IsUsable(string kind, OracleValue value) =>
        !value.IsUnknown && !value.IsMissing && value.Items is null && value.Text != "" && (kind == "address"
            ? value.IsText && NetworkOf(value.Text) is not null
            : IsOf(kind, value));

    private static bool IsOf(string kind, OracleValue item) => kind switch
    {
        "text" => item.IsText,
        "number" => NumberOf(item) is not null,
        "date" => DateOf(item) is not null,
        "bool" => BoolOf(item) is not null,
        _ => item.IsText && NetworkOf(item.Text) is { } one && one.PrefixLength == one.BaseAddress.GetAddressBytes().Length * 8,
    };

    private static bool Fits(string name, string kind, OracleValue item, string text, Func<string, OracleValue> valueOf)
    {
        OracleValue other = Variable().Match(text) is { Success: true, Value: var whole } found && whole == text && kind != "text"
            ? valueOf(found.Groups[1].Value)
            : OracleValue.OfRequest(text);
        switch (kind)
        {
            case "text":
                return Regex.IsMatch(item.Text, Pattern(name, text, valueOf), RegexOptions.Singleline | RegexOptions.CultureInvariant);
            case "number":
                return IsOrdered(name, NumberOf(item)!.Value.CompareTo(NumberOf(other)!.Value));
            case "date":
                return IsOrdered(name, DateOf(item)!.Value.CompareTo(DateOf(other)!.Value));
            case "bool":
                return BoolOf(item) == BoolOf(other);
            default:
                IPNetwork network = NetworkOf(other.Text)!.Value;
                IPAddress address = NetworkOf(item.Text)!.Value.BaseAddress;
                return network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);
        }
    }

    // Each character, variable and wildcard as a regular expression; ASCII letters in both cases where case is ignored.
    private static string Pattern(string name, string text, Func<string, OracleValue> valueOf)
    {
        bool isLike = name.EndsWith("Like", StringComparison.Ordinal);
        bool ignoresCase = name.EndsWith("IgnoreCase", StringComparison.Ordinal);
        string pattern = "";
        int at = 0;
        foreach (Match variable in Variable().Matches(text))
        {
            pattern += Literal(text[at..variable.Index], isLike);
            string inside = variable.Groups[1].Value;
            pattern += Literal(inside is "*" or "?" or "$" ? inside : valueOf(inside).Text, hasWildcards: false);
            at = variable.Index + variable.Length;
        }

        return $@"\A(?:{pattern}{Literal(text[at..], isLike)})\z";

        string Literal(string literal, bool hasWildcards) => string.Concat(literal.EnumerateRunes().Select(rune =>
            hasWildcards && rune.Value == '*' ? ".*"
            : hasWildcards && rune.Value == '?' ? @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|.)"
            : ignoresCase && rune.IsAscii && char.IsAsciiLetter((char)rune.Value)
                ? $"[{char.ToLowerInvariant((char)rune.Value)}{char.ToUpperInvariant((char)rune.Value)}]"
            : Regex.Escape(rune.ToString())));
    }

    private static bool IsOrdered(string name, int order) =>
        name.EndsWith("LessThanEquals", StringComparison.Ordinal) ? order <= 0
        : name.EndsWith("GreaterThanEquals", StringComparison.Ordinal) ? order >= 0
        : name.EndsWith("LessThan", StringComparison.Ordinal) ? order < 0
        : name.EndsWith("GreaterThan", StringComparison.Ordinal) ? order > 0
        : order == 0;

    private static Fraction? NumberOf(OracleValue value) =>
        value.IsNumber || value.IsOfRequest ? Fraction.Parse(value.Text) : null;

    private static Fraction? DateOf(OracleValue value)
    {
        Fraction? seconds = value.IsNumber || value.IsOfRequest ? Fraction.Parse(value.Text) : null;
        if (seconds is null && value.IsText && Rfc3339().Match(value.Text) is { Success: true } match
            && DateTimeOffset.TryParseExact(
                match.Groups["time"].Value.ToUpperInvariant() + (match.Groups["zone"].Value.ToUpperInvariant() is "Z" ? "+00:00" : match.Groups["zone"].Value),
                "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time))
        {
            string fraction = match.Groups["fraction"].Value;
            seconds = Fraction.Parse($"{time.ToUnixTimeSeconds()}")!.Value.Plus(Fraction.Parse(fraction.Length == 0 ? "0" : $"0{fraction}")!.Value);
        }

        return seconds is { } found && found.IsWholeIn(1_000_000_000)
            && found.CompareTo(Fraction.Parse("-62135596800")!.Value) >= 0 && found.CompareTo(Fraction.Parse("253402300800")!.Value) < 0
            ? found
            : null;
    }

    private static bool? BoolOf(OracleValue value) => value.Literal is { } literal
        ? literal
        : value is { IsOfRequest: true, Text: "true" or "false" } ? value.Text == "true" : null;

    private static IPNetwork? NetworkOf(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2 || !Address().IsMatch(parts[0]) || !IPAddress.TryParse(parts[0], out IPAddress? address))
        {
            return null;
        }

        int most = address.GetAddressBytes().Length * 8;
        int prefix = most;
        if (parts.Length == 2 && (!Prefix().IsMatch(parts[1]) || (prefix = int.Parse(parts[1], CultureInfo.InvariantCulture)) > most))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6 && prefix >= 96)
        {
            address = address.MapToIPv4();
            prefix -= 96;
        }

        // The platform may clear the bits beyond the prefix, or refuse them.
        return IPNetwork.TryParse($"{address}/{prefix}", out IPNetwork network) && network.BaseAddress.Equals(address) ? network : null;
    }

    [GeneratedRegex("^(?<set>ForAnyValue:|ForAllValues:)?(?<name>.*?)(?<exists>IfExists)?$")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?<fraction>\.\d+)?(?<zone>[Zz]|[+-]\d\d:\d\d)$", RegexOptions.ECMAScript)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$", RegexOptions.ECMAScript)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(0|[1-9]\d{0,2})$", RegexOptions.ECMAScript)]
    private static partial Regex Prefix();
}

/// <summary>The value of a key for the second reading.</summary>
internal sealed record OracleValue
{
    public bool IsUnknown { get; init; }

    public bool IsMissing { get; init; }

    public bool IsNumber { get; init; }

    public bool IsOfRequest { get; init; }

    public bool IsText { get; init; }

    public bool? Literal { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<OracleValue>? Items { get; init; }

    public static OracleValue OfRequest(string text) => new() { IsOfRequest = true, IsText = true, Text = text };

    /// <summary>A JSON value; null is missing.</summary>
    public static OracleValue Of(JsonElement? json) => json switch
    {
        null or { ValueKind: JsonValueKind.Null } => new() { IsMissing = true },
        { ValueKind: JsonValueKind.String } text => new() { IsText = true, Text = text.GetString()! },
        { ValueKind: JsonValueKind.Number } number => new() { IsNumber = true, Text = number.GetRawText() },
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => new() { Literal = flag.GetBoolean(), Text = flag.GetRawText() },
        { ValueKind: JsonValueKind.Array } list => new() { Items = [.. list.EnumerateArray().Select(item => Of(item))], Text = list.GetRawText() },
        { } other => new() { Text = other.GetRawText() },
    };
}

/// <summary>A number as a fraction of whole numbers.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    private const int LargestExponent = 400;

    /// <summary>A number as JSON spells it; null for anything else.</summary>
    public static Fraction? Parse(string text)
    {
        Match match = Regex.Match(text, @"\A(-?(?:0|[1-9][0-9]*))(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?\z", RegexOptions.CultureInvariant);
        if (!match.Success)
        {
            return null;
        }

        string decimals = match.Groups[2].Value;
        int exponent = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        if (Math.Abs(exponent) > LargestExponent)
        {
            throw new ArgumentException("Larger exponents are not drawn.", nameof(text));
        }

        BigInteger digits = BigInteger.Parse(match.Groups[1].Value + decimals, CultureInfo.InvariantCulture);
        int scale = exponent - decimals.Length;
        return scale >= 0
            ? new Fraction(digits * BigInteger.Pow(10, scale), BigInteger.One)
            : new Fraction(digits, BigInteger.Pow(10, -scale));
    }

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public Fraction Plus(Fraction other) =>
        new((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

    public bool IsWholeIn(BigInteger unit) => (Numerator * unit) % Denominator == 0;
}
