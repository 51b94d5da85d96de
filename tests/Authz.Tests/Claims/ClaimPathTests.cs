using System.Text;
using Authz.Claims;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Tests.Claims;

public sealed class ClaimPathTests
{
    [Theory]
    [InlineData("roles", """{"roles":"a"}""", "a")]
    [InlineData("roles", """{"x":{"roles":"no"},"roles":["a","b"]}""", """["a","b"]""")]
    [InlineData("a.b", """{"a.b":"a","a":{"b":"no"}}""", "a")]
    [InlineData("a/b", """{"a/b":"a","a":{"b":"no"}}""", "a")]
    [InlineData("cognito:groups", """{"cognito:groups":[]}""", "[]")]
    [InlineData("r\u00f6le", """{"r\u00f6le":"a"}""", "a")]
    [InlineData("role", """{"r\u006fle":"a"}""", "a")]
    [InlineData("/realm_access/roles", """{"realm_access":{"x":[{"roles":"no"}],"roles":["a"]}}""", """["a"]""")]
    [InlineData("/a~1b/c~0d", """{"a/b":{"c~d":"a"}}""", "a")]
    [InlineData("/a~01", """{"a~1":"a","a/":"no"}""", "a")]
    [InlineData("/", """{"":"a"}""", "a")]
    [InlineData("/a/", """{"a":{"":"a"}}""", "a")]
    public void Finds_AClaim(string path, string payload, string expected)
    {
        byte[] json = Encoding.UTF8.GetBytes(payload);
        ClaimSlot slot = ClaimPath.Parse(path).Find(json);

        Assert.True(slot.Kind is JsonTokenKind.String or JsonTokenKind.StartArray);
        Assert.Equal(expected, Encoding.UTF8.GetString(slot.In(json)));
    }

    [Theory]
    [InlineData("roles", """{"Roles":"a"}""")]
    [InlineData("roles", """{"x":{"roles":"a"}}""")]
    [InlineData("roles", """{"x":["roles","a"]}""")]
    [InlineData("/a/b", """{"a":["b"]}""")]
    [InlineData("/a/0", """{"a":["b"]}""")]
    [InlineData("/a/b", """{"a":"b"}""")]
    [InlineData("/a/b", """{"a":null}""")]
    [InlineData("/a/b", """{"a/b":"a"}""")]
    [InlineData("/a/b/c", """{"a":{"b":{"d":"c"}}}""")]
    public void Finds_Nothing(string path, string payload) =>
        Assert.False(ClaimPath.Parse(path).Find(Encoding.UTF8.GetBytes(payload)).IsPresent);

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("""{"a":"b"}""")]
    [InlineData("[1]")]
    [InlineData("""["a",1]""")]
    [InlineData("""["a",null]""")]
    [InlineData("""["a",["b"]]""")]
    [InlineData("""["a",{"b":"c"}]""")]
    public void Finds_AnythingElse_AsNeitherTextNorList(string value)
    {
        ClaimSlot slot = ClaimPath.Parse("/a/b").Find(Encoding.UTF8.GetBytes("{\"a\":{\"b\":" + value + "}}"));

        Assert.True(slot.IsPresent);
        Assert.False(slot.Kind is JsonTokenKind.String or JsonTokenKind.StartArray);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a~")]
    [InlineData("/a~2b")]
    [InlineData("/~/b")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16")]
    public void Rejects_WhatIsNoPlace(string text) => Assert.False(ClaimPath.TryParse(text, out _));
}
