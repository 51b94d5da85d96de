using System.Buffers.Text;
using System.Text;

namespace Authz.Tests.Attacks;

/// <summary>C1, C2: the same bytes spelled differently, and JSON in place of the compact form (python-jwt CVE-2022-39227).</summary>
internal static class Spellings
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly string[] s_insertions =
        [
            "=", "==", " ", "\t", "\r", "\n", "\r\n", "%", "%3D", "+", "/", "?", "\0", "~", "\u007F", "\u00E9", "\uFF21", "\u0661",
            "\u2028", "\uD800", "*", "!", "\"", "\\",
        ];

    public static IEnumerable<AttackCase> Cases() => Insertions().Concat(TrailingBits()).Concat(Dots()).Concat(Json());

    private static IEnumerable<AttackCase> Insertions() =>
        from part in Enumerable.Range(0, 3)
        from insertion in s_insertions
        from place in new[] { 0, 5, int.MaxValue }
        let parts = ValidParts()
        let at = Math.Min(place, parts[part].Length)
        let token = Join(parts, part, parts[part].Insert(at, insertion))
        select new AttackCase("C1", $"{Uri.EscapeDataString(insertion)} in part {part} at {place}", token, RefusalReason.TokenMalformed);

    // Parts whose lengths leave no unused bits make no case; of three lengths in a row one is such.
    private static IEnumerable<AttackCase> TrailingBits() =>
        new[] { "", " ", "  " }
            .SelectMany(space => TrailingBits(0, Forged.SignHeader(Forged.Header(space)))
                .Concat(TrailingBits(1, Forged.SignPayload(Forged.ValidPayload + space))))
            .Concat(TrailingBits(2, Forged.SignPayload(Forged.ValidPayload)));

    private static IEnumerable<AttackCase> TrailingBits(int part, string token)
    {
        string[] parts = token.Split('.');
        string changed = parts[part];
        return from last in Alphabet
               where changed.Length % 4 != 0 && last != changed[^1] && HasSameFullBits(changed, last)
               select new AttackCase(
                   "C1", $"unused bits in part {part} of {changed.Length} characters, {last}", Join(parts, part, changed[..^1] + last),
                   RefusalReason.TokenMalformed);
    }

    private static bool HasSameFullBits(string part, char last)
    {
        int unused = part.Length % 4 == 2 ? 4 : 2;
        return Alphabet.IndexOf(last, StringComparison.Ordinal) >> unused == Alphabet.IndexOf(part[^1], StringComparison.Ordinal) >> unused;
    }

    private static IEnumerable<AttackCase> Dots()
    {
        string token = Forged.SignPayload(Forged.ValidPayload);
        string[] forms =
        [
            $".{token}", $"{token}.", $"{token}..", token.Replace(".", "..", StringComparison.Ordinal), token.Replace('.', ':'), ".", "..",
            "...", "a", "a.b", ".b.c", "a..c",
        ];
        return forms.Select(
            (form, index) =>
                new AttackCase("C1", $"dots {index}: {form[..Math.Min(form.Length, 12)]}", form, RefusalReason.TokenMalformed));
    }

    private static IEnumerable<AttackCase> Json()
    {
        string[] parts = ValidParts();
        string payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Forged.ValidPayload));
        string[] forms =
        [
            $$"""{"payload":"{{payload}}"}""", " {}", "{}", "[]", "{", "\"" + string.Join('.', parts) + "\"",
            $$"""{"a.b.c":"{{parts[0]}}"}""",
            $$"""{"protected":"{{parts[0]}}.{{parts[1]}}.{{parts[2]}}"}""", $$"""{"{{parts[0]}}.":"{{parts[1]}}.{{parts[2]}}"}""",
        ];
        return forms.Select(form => new AttackCase("C2", $"JSON: {form[..Math.Min(form.Length, 20)]}", form, RefusalReason.TokenMalformed));
    }

    private static string[] ValidParts() => Forged.SignPayload(Forged.ValidPayload).Split('.');

    private static string Join(string[] parts, int part, string replacement) =>
        string.Join('.', parts.Select((text, index) => index == part ? replacement : text));
}
