using Authz.Definitions.Validation;

namespace Authz.Tests.Definitions.Validation;

public sealed class FunctionUriTests
{
    [Theory]
    [InlineData("a name", "pets-api_2", "pets-api_2")]
    [InlineData("a name with an alias", "pets:live", "pets:live")]
    [InlineData("the latest version", "pets:$LATEST", "pets:$LATEST")]
    [InlineData("an ARN", "arn:aws:lambda:eu-west-1:111122223333:function:pets", "pets")]
    [InlineData("an ARN with an alias", "arn:aws:lambda:eu-west-1:111122223333:function:pets:live", "pets:live")]
    [InlineData(
        "an invocation's ARN",
        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:pets/invocations",
        "pets")]
    public void Accepts_TheFunction(string description, string uri, string name)
    {
        Assert.True(FunctionUri.TryGetName(uri, out string? actual), description);
        Assert.Equal(name, actual);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("a URL", "http://127.0.0.1:9000/pets")]
    [InlineData("another ARN", "arn:aws:s3:::bucket")]
    [InlineData("a variable", "${stageVariables.name}")]
    [InlineData("a name with a slash", "pets/../admin")]
    [InlineData("two aliases", "pets:live:prod")]
    [InlineData("an empty alias", "pets:")]
    public void Rejects_UrisThatNameNoFunction(string description, string uri) =>
        Assert.False(FunctionUri.TryGetName(uri, out _), description);
}
