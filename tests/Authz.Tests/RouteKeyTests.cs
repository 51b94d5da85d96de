namespace Authz.Tests;

public sealed class RouteKeyTests
{
    [Theory]
    [InlineData("GET /", "GET", "")]
    [InlineData("OPTIONS /pets", "OPTIONS", "=pets")]
    [InlineData("ANY /pets/{id}/toys/{toy-id}", "ANY", "=pets {id} =toys {toy-id}")]
    [InlineData("GET /files/{path+}", "GET", "=files +path")]
    [InlineData("GET /{proxy+}", "GET", "+proxy")]
    [InlineData("GET /pets:search/a_b-c.d", "GET", "=pets:search =a_b-c.d")]
    [InlineData("GET /{a.b:c_d-1}", "GET", "{a.b:c_d-1}")]
    [InlineData("GET /~!$&'()*+,=:@", "GET", "=~!$&'()*+,=:@")]
    [InlineData("GET /.well-known/...", "GET", "=.well-known =...")]
    public void Accepts_RouteKeys(string text, string method, string segments)
    {
        Assert.True(RouteKey.TryParse(text, out RouteKey? key, out string? problem), problem);

        Assert.Equal(text, key.Text);
        Assert.Equal(method, key.Method);
        Assert.Equal(segments, string.Join(' ', key.Segments.Select(segment => segment.Kind switch
        {
            RouteSegmentKind.Literal => "=" + segment.Text,
            RouteSegmentKind.Variable => "{" + segment.Text + "}",
            _ => "+" + segment.Text,
        })));
        Assert.Equal(segments.Contains(" +", StringComparison.Ordinal) || segments.StartsWith('+'), key.IsGreedy);
        Assert.False(key.IsDefault);
    }

    [Fact]
    public void Names_TheVariables_InThePathsOrder()
    {
        Assert.True(RouteKey.TryParse("ANY /pets/{id}/toys/{path+}", out RouteKey? key, out _));

        Assert.Equal(["id", "path"], key.Variables);
    }

    [Fact]
    public void Accepts_Default()
    {
        Assert.True(RouteKey.TryParse("$default", out RouteKey? key, out _));

        Assert.True(key.IsDefault);
        Assert.Empty(key.Segments);
    }

    [Fact]
    public void Accepts_Connect_WhichIsNotTheDefaultAndHasNoPath()
    {
        Assert.True(RouteKey.TryParse("$connect", out RouteKey? key, out _));

        Assert.False(key.IsDefault);
        Assert.False(key.HasPath);
    }

    [Theory]
    [InlineData("", "A route key is a method, one space and a path, or $default or $connect.")]
    [InlineData("$Default", "A route key is a method, one space and a path, or $default or $connect.")]
    [InlineData("/pets", "A route key is a method, one space and a path, or $default or $connect.")]
    [InlineData("get /pets", "'get' is not a method of a route key: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY, in capitals.")]
    [InlineData("TRACE /pets", "'TRACE' is not a method of a route key: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY, in capitals.")]
    [InlineData(" /pets", "'' is not a method of a route key: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY, in capitals.")]
    [InlineData("GET  /pets", "The path must begin with a slash, after exactly one space.")]
    [InlineData("GET pets", "The path must begin with a slash, after exactly one space.")]
    [InlineData("GET ", "The path must begin with a slash, after exactly one space.")]
    [InlineData("GET /pets/", "The path must not end in a slash: it would not distinguish any requests.")]
    [InlineData("GET /pets//1", "The path has an empty segment.")]
    [InlineData("GET /pets/..", "The segment '..' can match no request: targets with dot segments are refused.")]
    [InlineData("GET /./pets", "The segment '.' can match no request: targets with dot segments are refused.")]
    [InlineData("GET /pets/x{id}", "'x{id}' mixes text and a path variable: a variable is a whole segment.")]
    [InlineData("GET /pets/{id}.json", "'{id}.json' mixes text and a path variable: a variable is a whole segment.")]
    [InlineData("GET /pets/{}", "'{}' is not a path variable: its name has letters, digits, '.', '_', ':' and '-'.")]
    [InlineData("GET /pets/{+}", "'{+}' is not a path variable: its name has letters, digits, '.', '_', ':' and '-'.")]
    [InlineData("GET /pets/{a b}", "'{a b}' is not a path variable: its name has letters, digits, '.', '_', ':' and '-'.")]
    [InlineData("GET /pets/{a}{b}", "'{a}{b}' is not a path variable: its name has letters, digits, '.', '_', ':' and '-'.")]
    [InlineData("GET /{path+}/pets", "The greedy variable '{path+}' must be the last segment.")]
    [InlineData("GET /{id}/pets/{id}", "The path variable 'id' occurs more than once.")]
    [InlineData("GET /{id}/pets/{id+}", "The path variable 'id' occurs more than once.")]
    [InlineData("GET /my%20pets", "'my%20pets' is percent-encoded: a route key has characters that need no encoding.")]
    [InlineData("GET /my pets", "'my pets' has a character that a path segment cannot have at position 3.")]
    [InlineData("GET /pets?a=1", "'pets?a=1' has a character that a path segment cannot have at position 5.")]
    [InlineData("GET /pets;v=1", "'pets;v=1' has a character that a path segment cannot have at position 5.")]
    [InlineData("GET /kätzchen", "'kätzchen' has a character that a path segment cannot have at position 2.")]
    public void Rejects_OtherText(string text, string expected)
    {
        Assert.False(RouteKey.TryParse(text, out RouteKey? key, out string? problem));

        Assert.Null(key);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Rejects_LongSegmentsAndPaths()
    {
        Assert.True(RouteKey.TryParse("GET /" + new string('a', 128), out _, out _));

        Assert.False(RouteKey.TryParse("GET /" + new string('a', 129), out _, out string? problem));
        Assert.Equal("A segment is longer than 128 characters.", problem);

        Assert.True(RouteKey.TryParse("GET " + string.Concat(Enumerable.Repeat("/abc", 128)), out _, out _));
        Assert.False(RouteKey.TryParse("GET " + string.Concat(Enumerable.Repeat("/abc", 129)), out _, out problem));
        Assert.Equal("The path is longer than 512 characters.", problem);
    }

    [Theory]
    [InlineData("GET /pets/{id}", "GET /pets/{petId}", true)]
    [InlineData("GET /{a+}", "GET /{b+}", true)]
    [InlineData("GET /pets/{id}", "POST /pets/{id}", false)]
    [InlineData("GET /pets/{id}", "GET /pets/{id+}", false)]
    [InlineData("GET /pets/{id}", "GET /Pets/{id}", false)]
    [InlineData("GET /", "$default", false)]
    [InlineData("$connect", "$default", false)]
    public void Accepts_EqualShapes_OnlyForTheSameRequests(string first, string second, bool isSame)
    {
        Assert.True(RouteKey.TryParse(first, out RouteKey? one, out _));
        Assert.True(RouteKey.TryParse(second, out RouteKey? two, out _));

        Assert.Equal(isSame, one.Shape == two.Shape);
    }

    [Fact]
    public void Refuses_ToParseOtherText_AndSaysWhy() =>
        Assert.Equal("The path has an empty segment.", Assert.Throws<FormatException>(() => RouteKey.Parse("GET /pets//1")).Message);

    [Theory]
    [InlineData("GET /pets", "GET")]
    [InlineData("ANY /pets", "GET POST PUT PATCH DELETE HEAD OPTIONS")]
    [InlineData("$default", "GET POST PUT PATCH DELETE HEAD OPTIONS")]
    [InlineData("$connect", "")]
    public void Names_TheMethodsOfItsRequests(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', RouteKey.Parse(text).Methods));

    [Theory]
    [InlineData("GET /", "GET/")]
    [InlineData("GET /pets/{id}/toys", "GET/pets/*/toys")]
    [InlineData("GET /files/{path+}", "GET/files/* GET/files")]
    [InlineData("GET /{path+}", "GET/*")]
    [InlineData("GET /a@b/~c", "GET/*/~c")]
    [InlineData("ANY /a", "GET/a POST/a PUT/a PATCH/a DELETE/a HEAD/a OPTIONS/a")]
    [InlineData("$default", "GET/* POST/* PUT/* PATCH/* DELETE/* HEAD/* OPTIONS/*")]
    [InlineData("$connect", "")]
    public void Names_TheResourcesOfAPolicy(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', RouteKey.Parse(text).PolicyResources));

    [Theory]
    [InlineData("GET /a/{id}", "GET /a/{id}/b", true)]
    [InlineData("GET /a/{id}", "GET /b/{id}", false)]
    [InlineData("GET /files", "ANY /files/{path+}", true)]
    [InlineData("GET /", "GET /{id}", true)]
    [InlineData("GET /a@b", "GET /c", true)]
    [InlineData("GET /a", "POST /a", false)]
    [InlineData("$default", "POST /a", true)]
    [InlineData("$default", "$connect", false)]
    public void Overlaps_WhereOneResourceMatchesBoth(string one, string other, bool expected)
    {
        Assert.Equal(expected, RouteKey.Parse(one).OverlapsAsPolicy(RouteKey.Parse(other)));
        Assert.Equal(expected, RouteKey.Parse(other).OverlapsAsPolicy(RouteKey.Parse(one)));
    }
}
