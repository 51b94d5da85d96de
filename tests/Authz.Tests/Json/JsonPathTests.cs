using System.Text;
using Authz.Json;
using FsCheck.Xunit;

namespace Authz.Tests.Json;

public sealed class JsonPathTests
{
    private const string Json = """{"a":{"b":[1,{"c d":"x\u00e4"},[true]],"e":null},"f":"","g":1.50e1}""";

    [Theory]
    [InlineData("a.b[0]", "1")]
    [InlineData("a.b[1]['c d']", "xä")]
    [InlineData("a.b[2]", "[true]")]
    [InlineData("a.b[2][0]", "true")]
    [InlineData("a.e", "null")]
    [InlineData("f", "")]
    [InlineData("g", "1.50e1")]
    [InlineData("a.b[1]", """{"c d":"x\u00e4"}""")]
    [InlineData("a.b[3]", null)]
    [InlineData("a.b.c", null)]
    [InlineData("a.e.x", null)]
    [InlineData("h", null)]
    [InlineData("A", null)]
    [InlineData("f[0]", null)]
    public void Finds_ValuesAsWritten(string path, string? expected)
    {
        Assert.True(JsonPath.TryParse(path, out JsonPath? parsed));
        Assert.Equal(expected, parsed.Find(Encoding.UTF8.GetBytes(Json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a.*")]
    [InlineData("a[*]")]
    [InlineData("a[-1]")]
    [InlineData("a[1:2]")]
    [InlineData("a[?(@.b)]")]
    [InlineData("a['b','c']")]
    [InlineData("a[]")]
    [InlineData("a[1")]
    [InlineData("a['b]")]
    [InlineData("a[99999999999]")]
    public void Rejects_PathsThatTheServiceDoesNotKnow(string path) => Assert.False(JsonPath.TryParse(path, out _));

    [Theory]
    [InlineData(".a", 64, true)]
    [InlineData(".a", 65, false)]
    [InlineData(".a", 1_000_000, false)]
    public void Rejects_PathsDeeperThanAnyBody(string step, int count, bool isPath) =>
        Assert.Equal(isPath, JsonPath.TryParse(string.Concat(Enumerable.Repeat(step, count))[1..], out _));

    [Theory]
    [InlineData("a name twice", """{"f":"1","f":"2"}""")]
    [InlineData("trailing data", """{"f":"1"} x""")]
    [InlineData("cut off", """{"f":"1","g":""")]
    [InlineData("cut off before it", """{"g":[""")]
    [InlineData("a byte order mark", "\uFEFF{\"f\":\"1\"}")]
    [InlineData("nothing", "")]
    public void Finds_Nothing_InAmbiguousText(string description, string json)
    {
        Assert.True(JsonPath.TryParse("f", out JsonPath? path));
        Assert.True(path.Find(Encoding.UTF8.GetBytes(json)) is null, description);
    }

    [Theory]
    [InlineData("[[],1]", "1")]
    [InlineData("[[", null)]
    [InlineData("[", null)]
    public void Finds_AnItem_OnlyAfterValidOnes(string list, string? expected)
    {
        Assert.True(JsonPath.TryParse("f[1]", out JsonPath? path));
        Assert.Equal(expected, path.Find(Encoding.UTF8.GetBytes($"{{\"f\":{list}{(expected is null ? "" : "}")}")));
    }

    [Property]
    public void ThrowsNothing_WhateverTheBody(byte[] body)
    {
        Assert.True(JsonPath.TryParse("a.b[0]", out JsonPath? path));
        _ = path.Find(body);
    }
}
