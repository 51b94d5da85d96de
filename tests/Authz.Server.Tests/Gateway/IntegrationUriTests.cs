using Authz.Server.Gateway;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Tests.Gateway;

public sealed class IntegrationUriTests
{
    [Theory]
    [InlineData("fixed", "GET /pets", "http://b:1/x", "/pets", "http://b:1/x")]
    [InlineData("query added", "GET /pets", "http://b:1/x", "/pets?a=1&a=%20", "http://b:1/x?a=1&a=%20")]
    [InlineData("no path", "GET /pets", "http://b:1", "/pets", "http://b:1/")]
    [InlineData("no path, query added", "GET /pets", "http://b:1", "/pets?a=1", "http://b:1/?a=1")]
    [InlineData("no path, its own query", "GET /pets", "http://b:1?k=v", "/pets", "http://b:1/")]
    [InlineData("catch-all without a path", "$default", "http://b:1", "/", "http://b:1/")]
    [InlineData("empty query", "GET /pets", "http://b:1/x", "/pets?", "http://b:1/x")]
    [InlineData("variable", "GET /pets/{id}", "http://b:1/pets/{id}", "/pets/7", "http://b:1/pets/7")]
    [InlineData("variable still encoded", "GET /pets/{id}", "http://b:1/pets/{id}", "/pets/a%20b%3A~", "http://b:1/pets/a%20b%3A~")]
    [InlineData("two variables in another order", "GET /{a}/x/{b}", "http://b:1/{b}/{a}/end", "/1/x/2", "http://b:1/2/1/end")]
    [InlineData("greedy variable", "ANY /v1/{proxy+}", "http://b:1/{proxy}", "/v1/a/b%3Ac/", "http://b:1/a/b%3Ac/")]
    [InlineData("greedy variable named as such", "ANY /v1/{proxy+}", "http://b:1/{proxy+}", "/v1/a/b", "http://b:1/a/b")]
    [InlineData("catch-all appends the path", "$default", "http://b:1/base/", "/a/b?c=d", "http://b:1/base/a/b?c=d")]
    public void Expand_FillsInThePathUnchanged(string description, string routeKey, string template, string target, string expected)
    {
        Assert.NotEmpty(description);
        IntegrationUri uri = IntegrationUri.Compile(RouteKey.Parse(routeKey), template)!;

        Assert.Equal(expected, Expand(uri, routeKey, target).OriginalString);
        Assert.EndsWith(
            new Uri(expected, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }).PathAndQuery,
            Expand(uri, routeKey, target).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public void AppendingPath_KeepsTheWholeTarget() =>
        Assert.Equal(
            "http://b:1/base/pets/%3A?q",
            Expand(IntegrationUri.AppendingPath(new Uri("http://b:1/base/")), "$default", "/pets/%3A?q").OriginalString);

    [Theory]
    [InlineData("http://b:1/x?k=v&l", "k=v&l")]
    [InlineData("http://b:1?k=v", "k=v")]
    [InlineData("http://b:1/x", "")]
    public void FixedQuery_IsTheUrlsOwn(string template, string expected) =>
        Assert.Equal(expected, IntegrationUri.Compile(RouteKey.Parse("GET /pets"), template)!.FixedQuery);

    [Theory]
    [InlineData("an empty variable in the middle", "GET /pre/{p}", "http://b:1/{p}/tail", "/pre/")]
    [InlineData("an empty variable at the end", "GET /pre/{p}", "http://b:1/pets/{p}", "/pre/")]
    [InlineData("an empty greedy variable", "GET /pre/{p+}", "http://b:1/pets/{p}", "/pre/")]
    [InlineData("two slashes", "GET /pre/{p+}", "http://b:1/{p}/tail", "/pre/a/")]
    [InlineData("a dot segment", "GET /pre/{p}/{q}", "http://b:1/.{p}", "/pre/./x")]
    public void Rejects_PathsThatProgramsReadDifferently(string description, string routeKey, string template, string target)
    {
        Assert.NotEmpty(description);
        IntegrationUri uri = IntegrationUri.Compile(RouteKey.Parse(routeKey), template)!;

        Assert.Null(uri.Expand(target, new PathParameters(RouteKey.Parse(routeKey), target), path: null, query: ""));
    }

    [Theory]
    [InlineData("the host", "http://{a}/")]
    [InlineData("the end of the host", "http://b{a}/")]
    [InlineData("the port", "http://b:{a}")]
    [InlineData("the scheme", "{a}://b/")]
    [InlineData("a parameter", "http://b/?x={a}")]
    [InlineData("a parameter after the path", "http://b/{a}?x={b}")]
    public void Rejects_VariablesThatLetAClientChoose(string description, string template)
    {
        Assert.NotEmpty(description);
        Assert.Null(IntegrationUri.Compile(RouteKey.Parse("GET /{a}/{b}"), template));
    }

    [Theory]
    [InlineData("http://b:1/base/{id}", "/v2/x", "", "http://b:1/v2/x")]
    [InlineData("http://b:1/base/{id}?own=1", "/v2/x", "a=b", "http://b:1/v2/x?a=b")]
    [InlineData("http://b:1", "/v2", "", "http://b:1/v2")]
    public void Expand_ReplacesItsPathWithAMappedOne(string template, string path, string query, string expected)
    {
        IntegrationUri uri = IntegrationUri.Compile(RouteKey.Parse("GET /pets/{id}"), template)!;

        Assert.Equal(expected, uri.Expand("/pets/7", default, path, query)!.OriginalString);
    }

    private static Uri Expand(IntegrationUri uri, string routeKey, string target) =>
        uri.Expand(target, new PathParameters(RouteKey.Parse(routeKey), target), path: null, RequestQuery.Of(target))!;
}
