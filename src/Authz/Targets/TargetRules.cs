using System.Collections.Frozen;
using System.Text;

namespace Authz.Targets;

/// <summary>One row of the canonical-path table.</summary>
/// <param name="Status">The row's name.</param>
/// <param name="Catches">The inputs that the row catches, for people.</param>
/// <param name="Example">A target that breaks this rule and no other.</param>
internal sealed record TargetRule(TargetStatus Status, string Catches, string Example)
{
    /// <summary>The ASCII characters that the rule refuses unencoded.</summary>
    public string Raw { get; init; } = "";

    /// <summary>The characters that the rule refuses percent-encoded.</summary>
    public string Encoded { get; init; } = "";
}

/// <summary>
/// The canonical-path table: every way in which a target could be read differently by two programs. A row that names characters is
/// the check itself; the rows about structure are checked by <see cref="CanonicalTarget"/>.
/// </summary>
internal static class TargetRules
{
    /// <summary>The rows, as docs/targets-and-routes.md shows them.</summary>
    public static readonly TargetRule[] All =
    [
        new(TargetStatus.Missing, "no target at all", ""),
        new(TargetStatus.NotOriginForm, "absolute form, authority form, `*`: anything that does not begin with `/`", "http://host/pets"),
        new(TargetStatus.EmptySegment, "`//` anywhere, even with `%2F` as one of the slashes", "/pets//1"),
        new(TargetStatus.DotSegment, "a segment `.` or `..`, even if it ends at `%2F` or in `%20`", "/pets/../admin"),
        new(TargetStatus.Backslash, "`\\`, raw or encoded: a slash to some servers", "/pets%5C1") { Raw = "\\", Encoded = "\\" },
        new(TargetStatus.Semicolon, "`;`, raw or encoded: starts a parameter that some servers cut off", "/pets;v=1")
        {
            Raw = ";",
            Encoded = ";",
        },
        new(TargetStatus.Control, "control characters, raw (also in the query) or encoded, C1 included", "/pets%00")
        {
            Raw = Range(0x00, 0x1F) + "\x7F",
            Encoded = Range(0x00, 0x1F) + Range(0x7F, 0x9F),
        },
        new(TargetStatus.Space, "a raw space, also in the query", "/my pets") { Raw = " " },
        new(TargetStatus.NonAscii, "a raw character above U+007E, also in the query", "/kätzchen"),
        new(TargetStatus.Fragment, "a raw `#`, also in the query", "/pets#1") { Raw = "#" },
        new(TargetStatus.ReservedCharacter, "a raw character that RFC 3986 section 3.3 keeps out of paths", "/pets[1]")
        {
            Raw = "\"<>[]^`{|}",
        },
        new(TargetStatus.BadEscape, "`%` without two hexadecimal digits", "/pets%G1"),
        new(TargetStatus.EncodedUnreserved, "a percent-encoded letter, digit, `-`, `.`, `_`, `~` (RFC 3986 section 6.2.2.2)", "/%70ets")
        {
            Encoded = RfcText.UnreservedCharacters,
        },
        new(TargetStatus.DoubleEncoding, "`%25` before two hexadecimal digits: an escape after one decoding", "/pets%252F1"),
        new(TargetStatus.BadUtf8, "escapes that are not UTF-8: overlong, truncated, surrogates, above U+10FFFF", "/pets%C0%AF1"),
        new(TargetStatus.CompatibilityForm, "encoded text that NFKC turns into `/`, `\\`, `.`, `;`, `%`, `?` or `#`", "/pets%EF%BC%8F1")
        {
            Encoded = "\u037E\u2024\u2025\u2026\u2047\u2048\u2049\u2100\u2101\u2105\u2106" + Range(0x2488, 0x249B) +
                "\u33C2\u33C7\u33D8\uFE14\uFE16\uFE19\uFE30\uFE52\uFE54\uFE56\uFE5F\uFE68\uFE6A" +
                "\uFF03\uFF05\uFF0E\uFF0F\uFF1B\uFF1F\uFF3C\U0001F100",
        },
    ];

    private static readonly FrozenDictionary<int, TargetStatus> s_raw = ByCharacter(rule => rule.Raw);
    private static readonly FrozenDictionary<int, TargetStatus> s_encoded = ByCharacter(rule => rule.Encoded);

    /// <summary>The rule for an unencoded character.</summary>
    public static TargetStatus OfRaw(char character) =>
        character > '~' && character != '\x7F' ? TargetStatus.NonAscii : s_raw.GetValueOrDefault(character, TargetStatus.Canonical);

    /// <summary>The rule for a percent-encoded character.</summary>
    public static TargetStatus OfEncoded(Rune character) => s_encoded.GetValueOrDefault(character.Value, TargetStatus.Canonical);

    private static string Range(int first, int last) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(code => (char)code));

    private static FrozenDictionary<int, TargetStatus> ByCharacter(Func<TargetRule, string> characters) =>
        All.SelectMany(rule => characters(rule).EnumerateRunes(), (rule, rune) => KeyValuePair.Create(rune.Value, rule.Status))
            .ToFrozenDictionary();
}
