using System.Text;
using System.Text.Json;
using Authz.Json;
using Authz.Tokens;
using FsCheck.Xunit;

namespace Authz.Tests.Json;

public sealed class JsonTextTests
{
    private static readonly string[] s_pieces =
    [
        "a", "é", "日", "😀", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\u00e9", "\\u00E9", "\\u65e5",
        "\\uD83D\\uDE00", "\\u0000", "\\u007f", "\\u07ff", "\\uffff",
    ];

    [Theory]
    [InlineData("quote", "\\\"", 2)]
    [InlineData("backslash", "\\\\", 2)]
    [InlineData("slash", "\\/", 2)]
    [InlineData("backspace", "\\b", 2)]
    [InlineData("form feed", "\\f", 2)]
    [InlineData("line feed", "\\n", 2)]
    [InlineData("carriage return", "\\r", 2)]
    [InlineData("tab", "\\t", 2)]
    [InlineData("code unit", "\\u0041", 6)]
    [InlineData("code unit, mixed case", "\\uaBcDx", 6)]
    [InlineData("last code unit below the surrogates", "\\uD7FF", 6)]
    [InlineData("first code unit above the surrogates", "\\uE000", 6)]
    [InlineData("surrogate pair", "\\uD83D\\uDE00", 12)]
    [InlineData("first surrogate pair", "\\uD800\\uDC00", 12)]
    [InlineData("last surrogate pair", "\\uDBFF\\uDFFFx", 12)]
    [InlineData("unknown letter", "\\x41", 0)]
    [InlineData("capital", "\\U0041", 0)]
    [InlineData("backslash alone", "\\", 0)]
    [InlineData("three digits", "\\u041", 0)]
    [InlineData("not hexadecimal", "\\u004g", 0)]
    [InlineData("sign for a digit", "\\u+041", 0)]
    [InlineData("space for a digit", "\\u 041", 0)]
    [InlineData("lone high surrogate", "\\uD83D", 0)]
    [InlineData("lone low surrogate", "\\uDE00", 0)]
    [InlineData("high surrogate before text", "\\uD83Dxxxxxx", 0)]
    [InlineData("high surrogate before a letter", "\\uD83D\\u0041", 0)]
    [InlineData("high surrogate before another", "\\uD83D\\uD83D", 0)]
    [InlineData("pair cut off", "\\uD83D\\uDE0", 0)]
    public void Measures_TheEscapeAtTheStart(string description, string text, int expected) =>
        Assert.Equal((description, expected), (description, JsonText.EscapeLength(Encoding.ASCII.GetBytes(text))));

    [Property(MaxTest = 3000)]
    public void Reads_TheSameCharactersAsThePlatform(byte[] picks)
    {
        string raw = string.Concat(picks.Select(pick => s_pieces[pick % s_pieces.Length]));
        byte[] bytes = Encoding.UTF8.GetBytes(raw);
        string expected = JsonDocument.Parse($"\"{raw}\"").RootElement.GetString()!;
        byte[] expectedBytes = Encoding.UTF8.GetBytes(expected);
        bool isEscaped = raw.Contains('\\', StringComparison.Ordinal);

        Assert.Equal(expected, JsonText.ToText(bytes, isEscaped));
        Assert.True(JsonText.Equals(bytes, isEscaped, expectedBytes));
        Assert.False(JsonText.Equals(bytes, isEscaped, [.. expectedBytes, (byte)'x']));
        if (expectedBytes.Length > 0)
        {
            Assert.False(JsonText.Equals(bytes, isEscaped, expectedBytes.AsSpan()[..^1]));
            Assert.False(JsonText.Equals(bytes, isEscaped, [(byte)(expectedBytes[0] ^ 1), .. expectedBytes[1..]]));
        }
    }

    [Theory]
    [InlineData("equal", "abc", false, "abc", true)]
    [InlineData("other case", "abc", false, "ABC", false)]
    [InlineData("prefix", "abc", false, "ab", false)]
    [InlineData("longer", "abc", false, "abcd", false)]
    [InlineData("escape that is not read as one", "\\u0061", false, "a", false)]
    [InlineData("escape", "\\u0061bc", true, "abc", true)]
    [InlineData("escape of another character", "\\u0062bc", true, "abc", false)]
    [InlineData("escape, prefix", "\\u0061b", true, "abc", false)]
    [InlineData("escape, longer", "\\u0061bcd", true, "abc", false)]
    [InlineData("composed and decomposed are two", "\\u00e9", true, "e\u0301", false)]
    [InlineData("nothing equals nothing", "", true, "", true)]
    public void Compares_CodePointByCodePoint(string description, string raw, bool isEscaped, string expected, bool areEqual) =>
        Assert.Equal(
            (description, areEqual),
            (description, JsonText.Equals(Encoding.UTF8.GetBytes(raw), isEscaped, Encoding.UTF8.GetBytes(expected))));
}
