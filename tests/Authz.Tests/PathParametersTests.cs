namespace Authz.Tests;

public sealed class PathParametersTests
{
    [Theory]
    [InlineData("one", "GET /pets/{id}", "/pets/1", "id=1")]
    [InlineData("query ignored", "GET /pets/{id}", "/pets/1?id=2/3", "id=1")]
    [InlineData("several in the path's order", "GET /{b}/x/{a}", "/1/x/2", "b=1,a=2")]
    [InlineData("decoded", "GET /{name}/toys", "/k%C3%A4tz%20chen%25/toys", "name=kätz chen%")]
    [InlineData("encoded slash", "GET /{name}/toys", "/a%2Fb/toys", "name=a/b")]
    [InlineData("greedy", "GET /files/{path+}", "/files/a/b%20c?d", "path=a/b c")]
    [InlineData("greedy keeps the trailing slash", "GET /files/{path+}", "/files/a/", "path=a/")]
    [InlineData("greedy with an empty rest", "GET /files/{path+}", "/files/", "path=")]
    [InlineData("greedy with an empty rest before a query", "GET /files/{path+}", "/files/?a", "path=")]
    [InlineData("no variable", "GET /pets", "/pets", "")]
    [InlineData("root", "GET /", "/", "")]
    [InlineData("default", "$default", "/a/b", "")]
    public void Serves_DecodedValues(string description, string key, string target, string expected)
    {
        PathParameters parameters = new(RouteKey.Parse(key), target);

        Assert.Equal((description, expected), (description, string.Join(',', parameters.Select(pair => $"{pair.Key}={pair.Value}"))));
        Assert.Equal(parameters.Count, parameters.ToArray().Length);
    }

    [Fact]
    public void Serves_ValuesByName()
    {
        PathParameters parameters = new(RouteKey.Parse("GET /pets/{id}"), "/pets/1");

        Assert.Equal("1", parameters["id"]);
        Assert.Null(parameters["ID"]);
        Assert.False(parameters.TryGetValue("other", out _));
    }

    [Theory]
    [InlineData("GET /{a}/x/{b}", "/1%2F/x/%7e?q=/", "b", "%7e")]
    [InlineData("GET /files/{path+}", "/files/a%20/b/", "path", "a%20/b/")]
    [InlineData("GET /files/{path+}", "/files/?q", "path", "")]
    public void Serves_ValuesAsTheyAreInTheTarget(string key, string target, string name, string expected)
    {
        PathParameters parameters = new(RouteKey.Parse(key), target);

        Assert.True(parameters.TryGetEncoded(name, out ReadOnlySpan<char> value));
        Assert.Equal(expected, value.ToString());
        Assert.False(parameters.TryGetEncoded("other", out _));
    }

    [Fact]
    public void Serves_Nothing_AsZeroValue()
    {
        PathParameters parameters = default;

        Assert.Empty(parameters);
        Assert.Null(parameters["id"]);
    }
}
