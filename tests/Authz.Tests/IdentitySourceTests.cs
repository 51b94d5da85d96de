namespace Authz.Tests;

public sealed class IdentitySourceTests
{
    [Theory]
    [InlineData("$request.header.Authorization", IdentitySourceKind.Header, "Authorization")]
    [InlineData("$request.header.x-!#$%&'*+-.^_`|~", IdentitySourceKind.Header, "x-!#$%&'*+-.^_`|~")]
    [InlineData("$request.querystring.access_token", IdentitySourceKind.QueryString, "access_token")]
    [InlineData("$context.routeKey", IdentitySourceKind.Context, "routeKey")]
    [InlineData("$context.identity.sourceIp", IdentitySourceKind.Context, "identity.sourceIp")]
    [InlineData("$stageVariables.tenant", IdentitySourceKind.StageVariable, "tenant")]
    public void Accepts_WhatADefinitionHas(string text, IdentitySourceKind kind, string name)
    {
        Assert.True(IdentitySource.TryParse(text, out IdentitySource source));
        Assert.Equal((kind, name, text), (source.Kind, source.Name, source.ToString()));
        Assert.Equal(source, IdentitySource.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Authorization")]
    [InlineData("$request.header.")]
    [InlineData("$request.header.a b")]
    [InlineData("$request.header.é")]
    [InlineData("$REQUEST.header.Authorization")]
    [InlineData("$request.headers.Authorization")]
    [InlineData("$request.querystring.")]
    [InlineData("$request.querystring.a%62")]
    [InlineData("$request.querystring.a&b")]
    [InlineData("$request.body.token")]
    [InlineData("request.header.Authorization")]
    [InlineData(" $request.header.Authorization")]
    [InlineData("$context.")]
    [InlineData("$stageVariables.a/b")]
    public void Rejects_OtherText(string? text)
    {
        Assert.False(IdentitySource.TryParse(text, out IdentitySource source));
        Assert.Equal((IdentitySourceKind.Unknown, "", ""), (source.Kind, source.Name, source.ToString()));
        FormatException exception = Assert.Throws<FormatException>(() => IdentitySource.Parse(text!));
        Assert.Equal($"'{text}' is not an identity source.", exception.Message);
    }

    [Theory]
    [InlineData("$request.header.X-Token", "$request.header.x-token", true)]
    [InlineData("$request.header.X-Token", "$request.header.X-Other", false)]
    [InlineData("$request.querystring.token", "$request.querystring.token", true)]
    [InlineData("$request.querystring.token", "$request.querystring.TOKEN", false)]
    [InlineData("$request.querystring.token", "$request.header.token", false)]
    [InlineData("$context.token", "$stageVariables.token", false)]
    public void Tells_WhetherTwoNameTheSamePlace(string one, string other, bool areEqual)
    {
        (IdentitySource left, IdentitySource right) = (IdentitySource.Parse(one), IdentitySource.Parse(other));

        Assert.Equal(areEqual, left == right);
        Assert.True(!areEqual || left.GetHashCode() == right.GetHashCode());
    }

    [Fact]
    public void Rejects_TheZeroValue_AsAnyPlace()
    {
        Assert.NotEqual(IdentitySource.Parse("$request.header.Authorization"), default);
        Assert.Equal(default(IdentitySource).GetHashCode(), new IdentitySource().GetHashCode());
    }
}
