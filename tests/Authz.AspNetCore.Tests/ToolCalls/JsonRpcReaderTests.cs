using System.Text;
using Authz.AspNetCore.ToolCalls;

namespace Authz.AspNetCore.Tests.ToolCalls;

/// <summary>JSON-RPC that every server reads alike, and what is refused because some server may read it otherwise.</summary>
public sealed class JsonRpcReaderTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"weather","arguments":{"name":"x"}}}""";

    [Theory]
    [InlineData("a call", Call, "tools/call weather")]
    [InlineData("a call with its members in another order", """{"params":{"arguments":{},"name":"weather"},"method":"tools/call","id":"a","jsonrpc":"2.0"}""", "tools/call weather")]
    [InlineData("a call with escapes", """{"jsonrpc":"2.0","id":1,"m\u0065thod":"tools\/call","params":{"n\u0061me":"we\u0061ther"}}""", "tools/call weather")]
    [InlineData("a call without an id", """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"weather"}}""", "tools/call weather")]
    [InlineData("a name in Unicode", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"Wetter-\u00e9🌦"}}""", "tools/call Wetter-é🌦")]
    [InlineData("a notification", """{"jsonrpc":"2.0","method":"notifications/initialized"}""", "notifications/initialized ")]
    [InlineData("a request without parameters", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "tools/list ")]
    [InlineData("parameters by position", """{"jsonrpc":"2.0","id":1,"method":"ping","params":[1,{"name":2}]}""", "ping ")]
    [InlineData("an answer", """{"jsonrpc":"2.0","id":7,"result":{"method":"tools/call","NAME":1}}""", " ")]
    [InlineData("an error without an id of its own", """{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}""", " ")]
    [InlineData("a batch", "[" + Call + """,{"jsonrpc":"2.0","method":"tools/call","params":{"name":"b"}}]""", "tools/call weather|tools/call b")]
    [InlineData("NUL among the arguments", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x\u0000":"y\u0000"}}}""", "tools/call a")]
    [InlineData("space around", " \r\n\t" + Call + " \n", "tools/call weather")]
    public void Reads_WhatHasOneReading(string description, string json, string expected) =>
        Assert.Equal((description, expected), (description, Read(json)));

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("no object", "\"tools/call\"")]
    [InlineData("an empty batch", "[]")]
    [InlineData("a batch in a batch", "[[" + Call + "]]")]
    [InlineData("two texts", Call + Call)]
    [InlineData("text behind", Call + " x")]
    [InlineData("a byte order mark", "\uFEFF" + Call)]
    [InlineData("an open object", """{"jsonrpc":"2.0","id":1,"method":"ping" """)]
    [InlineData("an open batch", "[" + Call)]
    [InlineData("a comment", "/* */" + Call)]
    [InlineData("a comma too many", """{"jsonrpc":"2.0","id":1,"method":"ping",}""")]
    [InlineData("no version", """{"id":1,"method":"ping"}""")]
    [InlineData("another version", """{"jsonrpc":"1.0","id":1,"method":"ping"}""")]
    [InlineData("a version that is a number", """{"jsonrpc":2.0,"id":1,"method":"ping"}""")]
    [InlineData("neither method nor result", """{"jsonrpc":"2.0","id":1}""")]
    [InlineData("method and result", """{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}""")]
    [InlineData("a method that is no string", """{"jsonrpc":"2.0","id":1,"method":["tools/call"]}""")]
    [InlineData("an id that is an object", """{"jsonrpc":"2.0","id":{},"method":"ping"}""")]
    [InlineData("a request whose id is null", """{"jsonrpc":"2.0","id":null,"method":"ping"}""")]
    [InlineData("parameters that are text", """{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}""")]
    [InlineData("parameters that are null", """{"jsonrpc":"2.0","id":1,"method":"ping","params":null}""")]
    [InlineData("a method behind a byte order mark", """{"jsonrpc":"2.0","id":1,"method":"\ufefftools/call","params":{"name":"a"}}""")]
    [InlineData("a member twice", """{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call","params":{"name":"a"}}""")]
    [InlineData("a member twice, once escaped", """{"jsonrpc":"2.0","id":1,"method":"ping","m\u0065thod":"tools/call","params":{"name":"a"}}""")]
    [InlineData("parameters twice", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"params":{"name":"b"}}""")]
    [InlineData("a name twice", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}""")]
    [InlineData("an argument twice", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":1,"x":2}}}""")]
    [InlineData("a method in another case", """{"jsonrpc":"2.0","id":1,"method":"ping","Method":"tools/call"}""")]
    [InlineData("a version in another case", """{"jsonrpc":"2.0","JSONRPC":"2.0","id":1,"method":"ping"}""")]
    [InlineData("an id in another case", """{"jsonrpc":"2.0","Id":1,"method":"ping"}""")]
    [InlineData("parameters in another case", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"PARAMS":{"name":"b"}}""")]
    [InlineData("parameters with a long s", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"param\u017f":{"name":"b"}}""")]
    [InlineData("a name in another case", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","Name":"b"}}""")]
    [InlineData("a name in another case alone", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"nAme":"b"}}""")]
    [InlineData("a call in another case", """{"jsonrpc":"2.0","id":1,"method":"Tools/Call","params":{"name":"a"}}""")]
    [InlineData("a call with a space", """{"jsonrpc":"2.0","id":1,"method":"tools/call ","params":{"name":"a"}}""")]
    [InlineData("a call without parameters", """{"jsonrpc":"2.0","id":1,"method":"tools/call"}""")]
    [InlineData("a call by position", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["a"]}""")]
    [InlineData("a call without a name", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{}}}""")]
    [InlineData("a call whose name is no string", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["a"]}}""")]
    [InlineData("a call that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"tools/call\u0000","params":{"name":"a"}}""")]
    [InlineData("a method that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"ping\u0000x"}""")]
    [InlineData("a method's name that ends at NUL", """{"jsonrpc":"2.0","id":1,"method\u0000":"tools/call","method":"ping","params":{"name":"a"}}""")]
    [InlineData("a member that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"ping","more\u0000":1}""")]
    [InlineData("a tool that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a\u0000b"}}""")]
    [InlineData("a name's name that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name\u0000x":"b","name":"a"}}""")]
    [InlineData("an address that ends at NUL", """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"a:b\u0000"}}""")]
    [InlineData("a line end in a tool's name", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a\nb"}}""")]
    [InlineData("half a character", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\ud83c"}}""")]
    [InlineData("a batch with one bad message", "[" + Call + """,{"jsonrpc":"2.0","METHOD":"tools/call","id":1}]""")]
    public void Refuses_WhatAServerMightReadOtherwise(string description, string json) =>
        Assert.Equal((description, null), (description, Read(json)));

    [Fact]
    public void Refuses_OtherEncodings()
    {
        Assert.Null(Read(Encoding.Unicode.GetBytes(Call)));
        Assert.Null(Read([.. Encoding.UTF8.GetBytes(Call.Replace("weather", "\u0001", StringComparison.Ordinal))]));
        Assert.Null(Read([.. Encoding.Latin1.GetBytes(Call.Replace("weather", "\u00e9", StringComparison.Ordinal))]));
        Assert.Null(Read(Encoding.UTF32.GetBytes(Call)));
    }

    [Fact]
    public void Reads_UpTo64Messages()
    {
        string Batch(int count) => $"[{string.Join(',', Enumerable.Repeat(Call, count))}]";

        Assert.Equal(64, Read(Batch(64))!.Split('|').Length);
        Assert.Null(Read(Batch(65)));
    }

    private static string? Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static string? Read(byte[] utf8) => JsonRpcReader.Read(utf8, new ulong[1_024]) is { } messages
        ? string.Join('|', messages.Select(message => $"{message.Method} {message.Name}"))
        : null;
}
