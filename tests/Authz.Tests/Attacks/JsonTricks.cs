using System.Text;

namespace Authz.Tests.Attacks;

/// <summary>
/// C3, C4, C8: JSON that two readers read differently: names twice, bad UTF-8, text after the end, all validly signed. Tink's
/// duplicated_issuer vector, MCP Go SDK CVE-2026-27896.
/// </summary>
internal static class JsonTricks
{
    private static readonly string[] s_headerNames = ["alg", "kid", "typ", "cty", "x"];
    private static readonly string[] s_claimNames =
        ["iss", "aud", "exp", "nbf", "iat", "sub", "scope", "scp", "client_id", "jti", "cnf", "x"];

    private static readonly string[] s_badUtf8 =
        [
            "C0AF", "C080", "E080AF", "EDA080", "EDBFBF", "F4908080", "F58080", "F8888080", "FF", "FE", "80", "BF", "C3", "E282", "F09F98",
            "C328", "A0A1",
        ];

    private static readonly string[] s_badStrings =
        [
            "\\uD800", "\\uDC00", "\\uD800\\uD800", "\\uDC00\\uD800", "\\uD83D\\n", "\\uD83Dx", "\\x41", "\\u004", "\\u00zz", "\\'", "\\0",
            "\n", "\t", "\0", "\u001F",
        ];

    // Strings are searched in blocks of 32 bytes; no letter is a hexadecimal digit, which would complete an escape.
    private static readonly string s_longerThanABlock = new('z', 45);

    private static readonly string[] s_trailers =
        ["x", "{}", " {}", "}", "]", ",", "\0", "//", "/**/", "#", ";", "\u00A0", "\v", "\f", "\\n", "1", "null", "\uFEFF"];

    private static readonly string[] s_starts = ["\uFEFF", "\0", "\u00A0", "\v", ")]}',\n", "x", "[", "/**/", "{}"];

    private static readonly string[] s_syntax =
    [
        ",\"x\":1,", ",\"x\":", ",\"x\"", ",\"x\" 1", ",x:1", ",'x':1", ",,\"x\":1", ",\"x\":'a'", ",\"x\":[1,]", ",\"x\":{,}",
        ",\"x\":tru", ",\"x\":NaN", ",\"x\":Infinity", ",\"x\":0x10", ",\"x\":01", ",\"x\":+1", ",\"x\":1_0", ",\"x\":.5", ",\"x\":5.",
        ",\"x\":1e", ",\"x\":undefined", ",\"x\":\"", ";\"x\":1",
    ];

    public static IEnumerable<AttackCase> Cases() =>
        Duplicates().Concat(BadUtf8()).Concat(BadStrings()).Concat(Surroundings()).Concat(Syntax());

    private static IEnumerable<AttackCase> Duplicates() =>
        from place in new[] { (Names: s_headerNames, IsHeader: true), (Names: s_claimNames, IsHeader: false) }
        from name in place.Names
        from spellings in Spellings(name)
        let members = $",\"{spellings.First}\":\"a\",\"{spellings.Second}\":\"a\""
        select Case(
            "C3", $"{spellings.First} and {spellings.Second}", place.IsHeader,
            place.IsHeader ? Forged.Header(members) : Forged.PayloadWith(members));

    private static IEnumerable<(string First, string Second)> Spellings(string name)
    {
        string firstEscaped = $"\\u{(int)name[0]:x4}{name[1..]}";
        string lastEscaped = $"{name[..^1]}\\u{(int)name[^1]:X4}";
        string allEscaped = string.Concat(name.Select(character => $"\\u{(int)character:x4}"));
        return [(name, name), (name, firstEscaped), (lastEscaped, name), (allEscaped, allEscaped)];
    }

    private static IEnumerable<AttackCase> BadUtf8() =>
        from hex in s_badUtf8
        from isHeader in new[] { true, false }
        from form in new[]
        {
            (Name: "value", Before: ",\"x\":\"", After: "\"}"), (Name: "name", Before: ",\"", After: "\":1}"),
            (Name: "end", Before: "}", After: ""),
        }
        let start = isHeader ? Forged.ValidHeader : Forged.ValidPayload
        let json = (byte[])
        [
            .. Encoding.UTF8.GetBytes(start[..^1] + form.Before), .. Convert.FromHexString(hex), .. Encoding.UTF8.GetBytes(form.After),
        ]
        select new AttackCase(
            "C4",
            $"{hex} in a {form.Name} of the {(isHeader ? "header" : "payload")}",
            isHeader
                ? Forged.Sign(json, Encoding.UTF8.GetBytes(Forged.ValidPayload))
                : Forged.Sign(Encoding.UTF8.GetBytes(Forged.ValidHeader), json),
            RefusalReason.TokenMalformed);

    private static IEnumerable<AttackCase> BadStrings() =>
        from text in s_badStrings.Concat(s_badStrings.Select(text => s_longerThanABlock + text + s_longerThanABlock))
        from isHeader in new[] { true, false }
        from member in new[] { $",\"x\":\"{text}\"", $",\"x{text}\":1", $",\"x\":[\"{text}\"]", $",\"x\":{{\"y\":\"{text}\"}}" }
        select Case(
            "C4", $"string {Uri.EscapeDataString(member)}", isHeader, isHeader ? Forged.Header(member) : Forged.PayloadWith(member));

    private static IEnumerable<AttackCase> Surroundings() =>
        from isHeader in new[] { true, false }
        let json = isHeader ? Forged.ValidHeader : Forged.ValidPayload
        from changed in s_trailers.Select(trailer => json + trailer)
            .Concat(s_starts.Select(start => start + json))
            .Append($"[{json}]")
            .Append("")
            .Append(json[..^1])
        where changed.Length > 0
        select Case("C8", $"from {Uri.EscapeDataString(changed[..5])} to {Uri.EscapeDataString(changed[^6..])}", isHeader, changed);

    private static IEnumerable<AttackCase> Syntax() =>
        from members in s_syntax
        from isHeader in new[] { true, false }
        select Case("C8", members, isHeader, isHeader ? Forged.Header(members) : Forged.PayloadWith(members));

    private static AttackCase Case(string id, string description, bool isHeader, string json) => new(
        id,
        $"{(isHeader ? "header" : "payload")}: {description}",
        isHeader ? Forged.SignHeader(json) : Forged.SignPayload(json),
        RefusalReason.TokenMalformed);
}
