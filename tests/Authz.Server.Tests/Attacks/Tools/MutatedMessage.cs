using System.Text;

namespace Authz.Server.Tests.Attacks.Tools;

/// <summary>A body of JSON-RPC to which up to four things happened, drawn at random, and the headers beside it.</summary>
internal sealed class MutatedMessage
{
    private const string Nul = "\\u0000";

    private static readonly string[] s_tools = ["get_weather", "drop_tables", "Get_Weather", "straße", "a", ""];
    private static readonly string[] s_methods = ["tools/call", "tools/call", "tools/call", "tools/list", "ping", "Tools/Call", " tools/call"];
    private static readonly string[] s_members = ["jsonrpc", "method", "id", "params", "name", "uri", "arguments", "result"];
    private static readonly string[] s_values =
        ["1", "null", "true", "\"tools/call\"", "\"drop_tables\"", "{}", "[]", "{\"name\":\"drop_tables\"}", "[\"drop_tables\"]", "1e400", "\"\\ud800\""];

    private readonly Random _random;
    private readonly List<string> _mutations = [];

    public MutatedMessage(Random random)
    {
        _random = random;
        string text = random.Next(8) == 0 ? "[" + Message() + "," + Message() + "]" : Message();
        for (int left = random.Next(5); left > 0; left--)
        {
            text = Mutate(text);
        }

        Body = Encode(text);
        Name = random.Next(4) switch
        {
            0 => Pick(s_tools),
            1 => $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Pick(s_tools)))}?=",
            _ => null,
        };
    }

    public byte[] Body { get; }

    /// <summary>The header <c>Mcp-Name</c>; null for none.</summary>
    public string? Name { get; }

    public override string ToString() =>
        $"{string.Join(", ", _mutations)}; Mcp-Name {Name ?? "-"}: {Encoding.Latin1.GetString(Body)}";

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string Message()
    {
        string more = _random.Next(3) == 0 ? ",\"arguments\":{\"name\":\"drop_tables\",\"x\":[{\"method\":\"tools/call\"}]}" : "";
        string[] members =
        [
            "\"jsonrpc\":\"2.0\"", $"\"id\":{_random.Next(9)}", $"\"method\":\"{Pick(s_methods)}\"", $"\"params\":{{\"name\":\"{Pick(s_tools)}\"{more}}}",
        ];
        _random.Shuffle(members);
        return "{" + string.Join(',', members) + "}";
    }

    private string Mutate(string text)
    {
        int kind = _random.Next(14);
        int at = _random.Next(text.Length + 1);
        _mutations.Add($"{kind} at {at}");
        return kind switch
        {
            0 => Insert(text, '{', $"\"{Pick(s_members)}\":{Pick(s_values)},"),
            1 => Insert(text, '}', $",\"{Pick(s_members)}\":{Pick(s_values)}", before: true),
            2 => Insert(text, '{', $"\"{InAnotherCase(Pick(s_members))}\":{Pick(s_values)},"),
            3 => ReplaceMember(text, InAnotherCase),
            4 => ReplaceMember(text, Escape),
            5 => EscapeCharacter(text, at),
            6 => text.Insert(at, Pick([" ", "\n", "\t", ",", "\0", "/**/", "//\n", "\u00a0", "\ufeff", "\\", "\"", "}", "]"])),
            7 when at < text.Length => text.Remove(at, 1),
            8 => text + Pick([" ", "\r\n", text, "x", "\0", "]", "}"]),
            9 => "[" + text + "]",
            10 => ReplaceMember(text, _ => Pick(s_members)),
            11 => ReplaceMember(text, name => name + Nul),
            12 => CutText(text, Pick(["tools/call", "tools/list", "drop_tables", "get_weather"])),
            _ => text.Replace("\"name\"", Pick(["\"name \"", "\"n\\u0061me\"", "\"nam\u0065\"", "\"ｎame\"", "name", "'name'"]), StringComparison.Ordinal),
        };
    }

    // Before or behind one of the places where this character stands.
    private string Insert(string text, char mark, string inserted, bool before = false)
    {
        int[] places = [.. Enumerable.Range(0, text.Length).Where(index => text[index] == mark)];
        return places.Length == 0 ? text : text.Insert(Pick(places) + (before ? 0 : 1), inserted);
    }

    private string ReplaceMember(string text, Func<string, string> change)
    {
        string member = Pick(s_members);
        int at = text.IndexOf($"\"{member}\"", StringComparison.Ordinal);
        return at < 0 ? text : text[..(at + 1)] + change(member) + text[(at + 1 + member.Length)..];
    }

    private string InAnotherCase(string name)
    {
        int at = _random.Next(name.Length);
        return name[..at] + (name[at] == 's' && _random.Next(2) == 0 ? "ſ" : name[at..(at + 1)].ToUpperInvariant()) + name[(at + 1)..];
    }

    private static string CutText(string text, string word) =>
        text.Replace($"\"{word}\"", $"\"{word}{Nul}x\"", StringComparison.Ordinal);

    private string Escape(string name)
    {
        int at = _random.Next(name.Length);
        return name[..at] + $"\\u{(int)name[at]:x4}" + name[(at + 1)..];
    }

    private static string EscapeCharacter(string text, int at) =>
        at < text.Length && char.IsAsciiLetter(text[at]) ? text[..at] + $"\\u{(int)text[at]:X4}" + text[(at + 1)..] : text;

    private byte[] Encode(string text)
    {
        int kind = _random.Next(40);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (kind > 5 || utf8.Length == 0)
        {
            return utf8;
        }

        _mutations.Add($"encoding {kind}");
        int at = _random.Next(utf8.Length);
        return kind switch
        {
            0 => Encoding.Unicode.GetBytes(text),
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => [.. Encoding.UTF8.Preamble, .. utf8],
            3 => [.. utf8[..at], Pick<byte>([0xff, 0xc0, 0x80, 0xed]), .. utf8[at..]],
            4 => [.. utf8[..at], 0xc1, (byte)(utf8[at] | 0x80), .. utf8[(at + 1)..]],
            _ => Encoding.UTF32.GetBytes(text),
        };
    }
}
