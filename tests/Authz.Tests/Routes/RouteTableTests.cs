using System.Globalization;
using Authz.Routes;
using Authz.Targets;

namespace Authz.Tests.Routes;

/// <summary>The rows of "Which route" in docs/targets-and-routes.md name these tests.</summary>
public sealed class RouteTableTests
{
    [Theory]
    [InlineData("GET", "/pets/dog/1", "GET /pets/dog/1")]
    [InlineData("GET", "/pets/dog/2", "GET /pets/dog/{id}")]
    [InlineData("GET", "/pets/cat/1", "GET /pets/{proxy+}")]
    [InlineData("POST", "/test/5", "ANY /{proxy+}")]
    [InlineData("GET", "/", "$default")]
    public void Serves_TheTableOfTheDeveloperGuide(string method, string target, string route) =>
        Assert.Equal(
            route,
            TestRoutes.Table("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default").Match(
                method, target));

    [Fact]
    public void Serves_FullMatch_BeforeGreedyMatch_RegardlessOfLiterals() =>
        Assert.Equal("GET /{a}/{b}", TestRoutes.Table("GET /pets/{proxy+}", "GET /{a}/{b}").Match("GET", "/pets/1"));

    [Fact]
    public void Serves_LiteralBeforeVariable_FromLeftToRight() =>
        Assert.Equal("GET /pets/{a}/{b}", TestRoutes.Table("GET /{a}/dog/1", "GET /pets/{a}/{b}").Match("GET", "/pets/dog/1"));

    [Fact]
    public void Serves_VariableRoute_WhenTheLiteralLeadsNowhere() =>
        Assert.Equal(
            "GET /{kind}/{id}/toys",
            TestRoutes.Table("GET /pets/{id}/food", "GET /pets/dog/bed", "GET /{kind}/{id}/toys").Match("GET", "/pets/dog/toys"));

    [Fact]
    public void Serves_VariableRoute_WhenTheLiteralHasAnotherMethod() =>
        Assert.Equal("GET /pets/{id}", TestRoutes.Table("POST /pets/search", "GET /pets/{id}").Match("GET", "/pets/search"));

    [Fact]
    public void Serves_ExactMethod_BeforeAny_OnTheSamePath() =>
        Assert.Equal("GET /pets/{id}", TestRoutes.Table("ANY /pets/{petId}", "GET /pets/{id}").Match("GET", "/pets/1"));

    [Fact]
    public void Serves_LiteralAny_BeforeExactMethodOnAVariable() =>
        Assert.Equal("ANY /admin", TestRoutes.Table("GET /{page}", "ANY /admin").Match("GET", "/admin"));

    [Theory]
    [InlineData("/resource/1/subsegment/3/more", "GET /resource/1/subsegment/3/{proxy+}")]
    [InlineData("/resource/1/other", "GET /resource/{id}/{proxy+}")]
    [InlineData("/resource/123", "GET /{proxy+}")]
    [InlineData("/other", "GET /{proxy+}")]
    public void Serves_TheGreedyRouteWithTheMostSpecificStart(string target, string route) =>
        Assert.Equal(
            route,
            TestRoutes.Table("GET /{proxy+}", "GET /resource/{id}/{proxy+}", "GET /resource/1/subsegment/3/{proxy+}").Match("GET", target));

    [Fact]
    public void Serves_GreedyStart_LiteralBeforeLonger() =>
        Assert.Equal("GET /pets/{proxy+}", TestRoutes.Table("GET /{a}/{b}/{proxy+}", "GET /pets/{proxy+}").Match("GET", "/pets/1/toys"));

    [Fact]
    public void Rejects_Root_ForGreedyRoute() => Assert.Null(TestRoutes.Table("ANY /{proxy+}").Match("GET", "/"));

    [Fact]
    public void Rejects_BarePrefix_ForGreedyRoute() => Assert.Null(TestRoutes.Table("GET /files/{path+}").Match("GET", "/files"));

    [Fact]
    public void Accepts_TrailingSlash_ForGreedyRoute()
    {
        RouteTable<string> table = TestRoutes.Table("GET /files/{path+}");

        Assert.NotNull(table.Match("GET", "/files/"));
        Assert.NotNull(table.Match("GET", "/files/a/"));
    }

    [Fact]
    public void Rejects_TrailingSlash_ForFullMatch()
    {
        RouteTable<string> table = TestRoutes.Table("GET /pets", "GET /pets/{id}");

        Assert.Null(table.Match("GET", "/pets/"));
        Assert.Null(table.Match("GET", "/pets/1/"));
    }

    [Fact]
    public void Rejects_OtherCase() => Assert.Null(TestRoutes.Table("GET /pets").Match("GET", "/Pets"));

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public void Rejects_WrongMethod(string method) => Assert.Null(TestRoutes.Table("GET /pets", "GET /{proxy+}").Match(method, "/pets"));

    [Theory]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    [InlineData("PROPFIND")]
    [InlineData("ANY")]
    [InlineData("get")]
    [InlineData("GET ")]
    [InlineData("")]
    public void Rejects_MethodsOutsideTheSeven_EvenForAnyAndDefault(string method) =>
        Assert.Null(TestRoutes.Table("ANY /pets", "ANY /{proxy+}", "$default").Match(method, "/pets"));

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public void Accepts_TheSevenMethods_ForAnyAndForThemselves(string method)
    {
        Assert.Equal("ANY /pets", TestRoutes.Table("ANY /pets").Match(method, "/pets"));
        Assert.Equal(method + " /pets", TestRoutes.Table("ANY /pets", method + " /pets").Match(method, "/pets"));
    }

    [Theory]
    [InlineData("colon", "GET /pets:search", "/pets%3Asearch")]
    [InlineData("lower-case digits", "GET /pets:search", "/pets%3asearch")]
    [InlineData("several", "GET /a@b/c,d", "/a%40b/c%2Cd")]
    public void Accepts_EncodedSpellingOfALiteral(string description, string key, string target) =>
        Assert.Equal((description, key), (description, TestRoutes.Table(key, "GET /{x}", "GET /{x}/{y}").Match("GET", target)));

    [Fact]
    public void Accepts_EncodedSlash_InsideOneSegment()
    {
        RouteTable<string> table = TestRoutes.Table("GET /files/{name}", "GET /files/a/b");

        Assert.Equal("GET /files/{name}", table.Match("GET", "/files/a%2Fb"));
    }

    [Fact]
    public void Accepts_TheLongestLiteral_WithEveryCharacterEncoded()
    {
        string key = "GET /" + new string(':', RouteKeyParser.MaximumLiteralLength);

        Assert.Equal(
            key, TestRoutes.Table(key, "GET /{id}").Match("GET", key["GET ".Length..].Replace(":", "%3A", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(RouteKeyParser.MaximumLiteralLength, 0)]
    [InlineData(RouteKeyParser.MaximumLiteralLength + 1, 0)]
    [InlineData(10_000, 0)]
    public void Accepts_EncodedSegmentLongerThanAnyLiteral_ForVariable_WithItsEscapeAnywhere(int before, int after)
    {
        string target = $"/{new string('a', before)}%20{new string('a', after)}";

        Assert.Equal("GET /{id}", TestRoutes.Table("GET /a", "GET /{id}").Match("GET", target));
    }

    [Fact]
    public void Rejects_ATargetThatWasNotRead() => Assert.False(TestRoutes.Table("$default", "GET /").TryMatch("GET", default, out _));

    [Fact]
    public void Rejects_EverythingWithoutRoutes() => Assert.Null(TestRoutes.Table().Match("GET", "/"));

    [Theory]
    [InlineData("GET /pets/{id}", "GET /pets/{petId}")]
    [InlineData("$default", "$default")]
    public void Rejects_TwoRoutesForTheSameRequests(string first, string second) =>
        Assert.Throws<ArgumentException>(() => TestRoutes.Table(first, second));

    [Fact]
    public void Serves_TenThousandRoutes_WithoutAllocation()
    {
        RouteTable<string> table = TestRoutes.Table(
            Enumerable.Range(0, 10_000)
                .Select(index => string.Create(CultureInfo.InvariantCulture, $"GET /r{index}/{{id}}/toys"))
                .Append("ANY /x:y/{rest+}"));
        Assert.True(CanonicalTarget.TryRead("/r9999/a%20b/toys", out RequestTarget full));
        Assert.True(CanonicalTarget.TryRead("/x%3Ay/b", out RequestTarget encoded));
        Assert.True(table.TryMatch("GET", full, out string? route) && route == "GET /r9999/{id}/toys");
        Assert.True(table.TryMatch("GET", encoded, out route) && route == "ANY /x:y/{rest+}");

        Assert.Equal(0, AllocatedBytes.Of(MatchAll));

        void MatchAll()
        {
            table.TryMatch("GET", full, out _);
            table.TryMatch("GET", encoded, out _);
            table.TryMatch("TRACE", encoded, out _);
        }
    }
}
