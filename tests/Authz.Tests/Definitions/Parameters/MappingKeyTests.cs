using Authz.Definitions.Parameters;

namespace Authz.Tests.Definitions.Parameters;

public sealed class MappingKeyTests
{
    [Theory]
    [InlineData("append:header.x-a", "Append", "Header", "x-a")]
    [InlineData("overwrite:header.X_A", "Overwrite", "Header", "X_A")]
    [InlineData("remove:header.x.y", "Remove", "Header", "x.y")]
    [InlineData("append:querystring.a b", "Append", "QueryString", "a b")]
    [InlineData("remove:querystring.a", "Remove", "QueryString", "a")]
    [InlineData("overwrite:path", "Overwrite", "Path", "")]
    public void Accepts_KeysOfRequests(string text, string operation, string target, string name)
    {
        Assert.True(MappingKey.TryParse(text, MappingDirection.Request, out MappingKey key));
        Assert.Equal((operation, target, name), (key.Operation.ToString(), key.Target.ToString(), key.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("header.x-a")]
    [InlineData("overwrite")]
    [InlineData("overwrite:")]
    [InlineData("Overwrite:header.x-a")]
    [InlineData("replace:header.x-a")]
    [InlineData("overwrite:Header.x-a")]
    [InlineData("overwrite:header.")]
    [InlineData("overwrite:header.x a")]
    [InlineData("overwrite:header.x:a")]
    [InlineData("overwrite:querystring.")]
    [InlineData("append:path")]
    [InlineData("remove:path")]
    [InlineData("overwrite:path.id")]
    [InlineData("overwrite:statuscode")]
    [InlineData("overwrite:body")]
    public void Rejects_OtherKeysOfRequests(string text) => Assert.False(MappingKey.TryParse(text, MappingDirection.Request, out _));

    [Theory]
    [InlineData("overwrite:statuscode", true)]
    [InlineData("append:header.x-a", true)]
    [InlineData("append:statuscode", false)]
    [InlineData("overwrite:path", false)]
    [InlineData("append:querystring.a", false)]
    public void Accepts_StatusAndHeadersOfResponsesOnly(string text, bool isKey) =>
        Assert.Equal(isKey, MappingKey.TryParse(text, MappingDirection.Response, out _));
}
