using System.Text;
using System.Text.Json;
using Authz.Json;
using Authz.Tokens;
using FsCheck.Xunit;

namespace Authz.Tests.Json;

public sealed class StrictJsonReaderTests
{
    private static readonly JsonDocumentOptions s_oracleOptions = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"\\u0061\"", "\"a\":", "\"b\":", "1", "0", "-1", "1.5", "1e3", "01", "-", ".",
        "e", "true", "false", "null", "nul", " ", "\n", "\t", "\"\"", "\"\\n\"", "\"\\x\"", "\"\\uD83D\\uDE00\"", "\"\\uD83D\"", "\"ä\"",
        "\"", "\\", "/",
    ];

    [Theory]
    [InlineData("empty object", "{}", "{ }")]
    [InlineData("empty array", "[]", "[ ]")]
    [InlineData("members", """{"a":1,"b":"x"}""", "{ a: 1 b: 'x' }")]
    [InlineData("nesting", """{"a":{"b":[1,[2,{}]]},"c":null}""", "{ a: { b: [ 1 [ 2 { } ] ] } c: null }")]
    [InlineData("literals", "[true,false,null]", "[ true false null ]")]
    [InlineData("numbers", "[0,-0,10,-1.59,1e5,1E+5,2.5e-3]", "[ 0 -0 10 -1.59 1e5 1E+5 2.5e-3 ]")]
    [InlineData("white space everywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{ a: [ 1 2 ] }")]
    [InlineData("string with escapes", """["a\"b\\"]""", """[ 'a\"b\\'e ]""")]
    [InlineData("escaped name", """{"\u0061":1}""", """{ \u0061: 1 }""")]
    [InlineData("same name in different objects", """{"a":{"a":{"a":1}},"b":{"a":2}}""", "{ a: { a: { a: 1 } } b: { a: 2 } }")]
    [InlineData("names that differ in case", """{"a":1,"A":2}""", "{ a: 1 A: 2 }")]
    [InlineData("eight-letter names, one bit apart", """{"abcdefga":1,"abcdefgi":2}""", "{ abcdefga: 1 abcdefgi: 2 }")]
    [InlineData("long names", """{"abcdefghi":1,"abcdefghj":2,"abcdefghk":3}""", "{ abcdefghi: 1 abcdefghj: 2 abcdefghk: 3 }")]
    [InlineData(
        "escaped quote long before the end", """["a\"b",["0123456789","0123456789","0123456789"]]""",
        """[ 'a\"b'e [ '0123456789' '0123456789' '0123456789' ] ]""")]
    [InlineData("text beyond ASCII", """{"ä":"日😀"}""", "{ ä: '日😀' }")]
    [InlineData("string alone", "\"a\"", "'a'")]
    [InlineData("number alone", "12", "12")]
    [InlineData("literal alone", "null", "null")]
    [InlineData("delete, which is no control character of RFC 8259", "\"\u007F\"", "'\u007F'")]
    public void Accepts_Json(string description, string json, string expected) =>
        Assert.Equal((description, expected), (description, JsonTrace.Of(json)));

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("white space alone", " ")]
    [InlineData("open object", "{")]
    [InlineData("open array", "[")]
    [InlineData("closed by the wrong bracket", "{]")]
    [InlineData("array closed by the wrong bracket", "[}")]
    [InlineData("object closed by the wrong bracket after a member", """{"a":1]""")]
    [InlineData("array closed by the wrong bracket after an element", "[1}")]
    [InlineData("closing bracket alone", "}")]
    [InlineData("comma before the first member", """{,"a":1}""")]
    [InlineData("comma after the last member", """{"a":1,}""")]
    [InlineData("comma after the last element", "[1,]")]
    [InlineData("comma before the first element", "[,1]")]
    [InlineData("two commas", "[1,,2]")]
    [InlineData("no comma", "[1 2]")]
    [InlineData("no comma between members", """{"a":1 "b":2}""")]
    [InlineData("no colon", """{"a" 1}""")]
    [InlineData("other character in place of the colon", """{"a"=1}""")]
    [InlineData("no value", """{"a":}""")]
    [InlineData("name alone", """{"a"}""")]
    [InlineData("name without quotes", "{a:1}")]
    [InlineData("number as a name", "{1:1}")]
    [InlineData("single quotes", "['a']")]
    [InlineData("colon in an array", """["a":1]""")]
    [InlineData("second value", "{}{}")]
    [InlineData("trailing characters", "{}x")]
    [InlineData("trailing NUL", "{}\0")]
    [InlineData("trailing comma after the value", "{},")]
    [InlineData("comment", "{}//")]
    [InlineData("leading zero", "[01]")]
    [InlineData("leading zero after a sign", "[-01]")]
    [InlineData("plus sign", "[+1]")]
    [InlineData("sign alone", "[-]")]
    [InlineData("no digit before the point", "[.5]")]
    [InlineData("no digit after the point", "[5.]")]
    [InlineData("no digit in the exponent", "[1e]")]
    [InlineData("text that ends in an exponent", "1e")]
    [InlineData("no digit after the exponent's sign", "[1e+]")]
    [InlineData("hexadecimal number", "[0x10]")]
    [InlineData("underscore in a number", "[1_0]")]
    [InlineData("NaN", "[NaN]")]
    [InlineData("Infinity", "[-Infinity]")]
    [InlineData("literal cut off", "[tru]")]
    [InlineData("literal with another last letter", "[trux]")]
    [InlineData("literal in capitals", "[True]")]
    [InlineData("literal with more", "[nullx]")]
    [InlineData("string without an end", "\"a")]
    [InlineData("string of 32 characters without an end", "\"0123456789abcdef0123456789abcdef")]
    [InlineData("string that ends in a backslash", "\"a\\")]
    [InlineData("string that ends in an escape", "\"\\u00")]
    [InlineData("unknown escape", """["\x"]""")]
    [InlineData("escape in capitals", """["\N"]""")]
    [InlineData("escape that is not hexadecimal", """["\u00g0"]""")]
    [InlineData("lone high surrogate", """["\uD800"]""")]
    [InlineData("lone low surrogate", """["\uDC00"]""")]
    [InlineData("surrogates in the wrong order", """["\uDC00\uD800"]""")]
    [InlineData("two high surrogates", """["\uD800\uD800"]""")]
    [InlineData("high surrogate before a plain escape", """["\uD800\n"]""")]
    [InlineData("lone surrogate in a name", """{"\uD800":1}""")]
    [InlineData("line feed in a string", "[\"a\nb\"]")]
    [InlineData("tab in a string", "[\"a\tb\"]")]
    [InlineData("NUL in a string", "[\"a\0b\"]")]
    [InlineData("line feed in a string, long before the end", "[\"a\nb\",\"0123456789abcdef0123456789abcdef\"]")]
    [InlineData("unit separator in a string", "[\"a\u001Fb\"]")]
    [InlineData("form feed as white space", "[1,\f2]")]
    [InlineData("no-break space as white space", "[1,\u00A02]")]
    [InlineData("byte order mark", "\uFEFF{}")]
    [InlineData("same name twice", """{"a":1,"a":2}""")]
    [InlineData("same name twice, far apart", """{"a":{"b":1},"c":[{"a":1}],"a":2}""")]
    [InlineData("same name escaped", """{"a":1,"\u0061":2}""")]
    [InlineData("same name with two escapes", """{"\u0061":1,"\u0061":2}""")]
    [InlineData("same name as a surrogate pair", """{"😀":1,"\uD83D\uDE00":2}""")]
    [InlineData("empty name twice", """{"":1,"":2}""")]
    [InlineData("same name inside an inner object", """{"a":{"b":1,"b":2}}""")]
    [InlineData("same name inside an object of an array", """[{"b":1,"b":2}]""")]
    public void Rejects_InvalidOrAmbiguousJson(string description, string json) =>
        Assert.Equal((description, null), (description, JsonTrace.Of(json)));

    [Theory]
    [InlineData("overlong slash", "C0AF")]
    [InlineData("surrogate", "EDA080")]
    [InlineData("above U+10FFFF", "F4908080")]
    [InlineData("byte that no character has", "FF")]
    [InlineData("lone continuation", "80")]
    [InlineData("truncated", "C3")]
    public void Rejects_BadUtf8_InNamesValuesAndAfterTheEnd(string description, string hex)
    {
        byte[] bad = Convert.FromHexString(hex);
        Assert.False(JsonTrace.IsAccepted([.. "{\"a\":\""u8, .. bad, .. "\"}"u8]), description);
        Assert.False(JsonTrace.IsAccepted([.. "{\""u8, .. bad, .. "\":1}"u8]), description);
        Assert.False(JsonTrace.IsAccepted([.. "{}"u8, .. bad]), description);
    }

    [Theory]
    [InlineData("UTF-16 little endian", "utf-16")]
    [InlineData("UTF-16 big endian", "utf-16BE")]
    [InlineData("UTF-32", "utf-32")]
    public void Rejects_OtherEncodings(string description, string encoding) =>
        Assert.False(JsonTrace.IsAccepted(Encoding.GetEncoding(encoding).GetBytes("""{"a":1}""")), description);

    [Theory]
    [InlineData("arrays", "[", "]")]
    [InlineData("objects", "{\"a\":", "}")]
    public void Accepts_NestingUpToTheMaximum_AndNoMore(string description, string open, string close)
    {
        Assert.True(IsAccepted(depth: 16), description);
        Assert.False(IsAccepted(depth: 17), description);
        Assert.False(IsAccepted(depth: 110_000), description);
        Assert.Null(JsonTrace.Of("[[]]"u8, maximumDepth: 1));

        bool IsAccepted(int depth)
        {
            string inner = open.Length == 1 ? "" : "1";
            string deepest = string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
            return JsonTrace.IsAccepted(Encoding.UTF8.GetBytes(deepest));
        }
    }

    [Fact]
    public void Accepts_AsManyNamesAsTheScratchSpaceHolds_AndNoMore()
    {
        // One place marks the object itself.
        Assert.NotNull(JsonTrace.Of(ObjectOf(JsonNameScopes.MaximumNames - 1)));
        Assert.Null(JsonTrace.Of(ObjectOf(JsonNameScopes.MaximumNames)));
        Assert.Null(JsonTrace.Of($$"""{"outer":{{ObjectOf(JsonNameScopes.MaximumNames - 2)}}}"""));
        Assert.NotNull(JsonTrace.Of($$"""{"outer":{{ObjectOf(JsonNameScopes.MaximumNames - 3)}}}"""));
        Assert.NotNull(JsonTrace.Of(ObjectWithInnerAfter(JsonNameScopes.MaximumNames - 3)));
        Assert.Null(JsonTrace.Of(ObjectWithInnerAfter(JsonNameScopes.MaximumNames - 2)));
        Assert.NotNull(JsonTrace.Of($"[{ObjectOf(200)},{ObjectOf(200)}]"));

        static string ObjectOf(int names) => $"{{{string.Join(',', Enumerable.Range(0, names).Select(index => $"\"{index}\":0"))}}}";
        static string ObjectWithInnerAfter(int names) => ObjectOf(names)[..^1] + ",\"inner\":{}}";
    }

    [Fact]
    public void Accepts_EscapedNamesOf512Characters_AndNoLongerOnes()
    {
        Assert.NotNull(JsonTrace.Of($$"""{"\n{{new string('a', 510)}}":1}"""));
        Assert.Null(JsonTrace.Of($$"""{"\n{{new string('a', 511)}}":1}"""));
        Assert.NotNull(JsonTrace.Of($$"""{"{{new string('a', 4000)}}":1}"""));
    }

    [Theory]
    [InlineData("object", """{"a":{"b":[1,{}]},"c":2}""", "c")]
    [InlineData("array", """{"a":[[1],{"b":2}],"c":2}""", "c")]
    [InlineData("string", """{"a":"{[","c":2}""", "c")]
    [InlineData("number", """{"a":1,"c":2}""", "c")]
    public void Skips_ExactlyOneValue(string description, string json, string expected)
    {
        var reader = new StrictJsonReader(Encoding.UTF8.GetBytes(json), 16, new ulong[JsonNameScopes.MaximumNames]);
        Assert.True(reader.Read() && reader.Read() && reader.Read() && reader.SkipChildren(), description);

        Assert.Equal(1, reader.Depth);
        Assert.True(reader.Read(), description);
        Assert.Equal(expected, Encoding.UTF8.GetString(reader.Value));
    }

    [Fact]
    public void Skips_Nothing_InAMalformedValue()
    {
        var reader = new StrictJsonReader("[[1,]"u8, 16, new ulong[JsonNameScopes.MaximumNames]);
        Assert.True(reader.Read() && reader.Read());

        Assert.False(reader.SkipChildren());
        Assert.False(reader.Read());
        Assert.Equal(JsonTokenKind.None, reader.Kind);
        Assert.False(reader.IsComplete);
    }

    [Property(MaxTest = 20_000)]
    public void Accepts_WhatThePlatformReads_AndNothingElse(byte[] picks)
    {
        string json = string.Concat(picks.Select(pick => s_pieces[pick % s_pieces.Length]));
        Assert.Equal((json, IsAcceptedByThePlatform(json)), (json, JsonTrace.Of(json) is not null));
    }

    [Property(MaxTest = 5000)]
    public void Rejects_ArbitraryBytes_WithoutThrowing(byte[] bytes) =>
        Assert.Equal(JsonTrace.IsAccepted(bytes), JsonTrace.Of(bytes) is not null);

    // The platform checks surrogates only when a string is asked for.
    private static bool IsAcceptedByThePlatform(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_oracleOptions);
            ReadStrings(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    ReadStrings(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadStrings(member.Value);
                }

                break;
        }
    }
}
