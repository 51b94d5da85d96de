using System.Text.Json;
using Authz.Server.Gateway.LambdaAuthorizers;

namespace Authz.Server.Tests.Gateway.LambdaAuthorizers;

public sealed class PolicyDocumentTests
{
    private const string Arn = "arn:aws:execute-api:us-east-1:123456789012:local/dev/GET/pets/7";

    [Theory]
    [InlineData(
        "the method itself",
        """{"Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"arn:aws:execute-api:us-east-1:123456789012:local/dev/GET/pets/7"}]}""",
        true)]
    [InlineData(
        "a star across slashes",
        """{"Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"arn:aws:execute-api:*:*:local/*/GET/*"}]}""", true)]
    [InlineData("one statement without a list", """{"Statement":{"Action":"*","Effect":"Allow","Resource":"*"}}""", true)]
    [InlineData("an action in another case", """{"Statement":[{"Action":"EXECUTE-API:invoke","Effect":"Allow","Resource":"*"}]}""", true)]
    [InlineData(
        "one of several resources", """{"Statement":[{"Action":["a:b","execute-api:*"],"Effect":"Allow","Resource":["x","*/pets/?"]}]}""",
        true)]
    [InlineData("another method", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*/POST/pets/7"}]}""", false)]
    [InlineData("another action", """{"Statement":[{"Action":"execute-api:ManageConnections","Effect":"Allow","Resource":"*"}]}""", false)]
    [InlineData("a path in another case", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*/GET/PETS/7"}]}""", false)]
    [InlineData(
        "a beginning only",
        """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"arn:aws:execute-api:us-east-1:123456789012:local/dev/GET/pets"}]}""",
        false)]
    [InlineData(
        "denied after it was allowed",
        """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"},{"Action":"*","Effect":"Deny","Resource":"*/pets/*"}]}""", false)]
    [InlineData(
        "denied before it is allowed",
        """{"Statement":[{"Action":"*","Effect":"Deny","Resource":"*/pets/*"},{"Action":"*","Effect":"Allow","Resource":"*"}]}""", false)]
    [InlineData(
        "allowed on a condition",
        """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""", false)]
    [InlineData(
        "denied on a condition",
        """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"},{"Action":"*","Effect":"Deny","Resource":"*","Condition":{}}]}""",
        false)]
    [InlineData("no statement", """{"Statement":[]}""", false)]
    public void Decides_AsIam(string description, string policy, bool isAllowed) =>
        Assert.Equal((description, isAllowed), (description, PolicyDocument.Read(JsonElement.Parse(policy))!.Allows(Arn)));

    [Theory]
    [InlineData("no statements", "{}")]
    [InlineData("statements that are a text", """{"Statement":"Allow"}""")]
    [InlineData("an unknown effect", """{"Statement":[{"Action":"*","Effect":"allow","Resource":"*"}]}""")]
    [InlineData("no resource", """{"Statement":[{"Action":"*","Effect":"Allow"}]}""")]
    [InlineData("all but a resource", """{"Statement":[{"Action":"*","Effect":"Deny","NotResource":"*"}]}""")]
    [InlineData("an action that is a number", """{"Statement":[{"Action":1,"Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("an action and all but an action", """{"Statement":[{"Action":"*","NotAction":"a:b","Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("all but a resource beside one", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","NotResource":"*"}]}""")]
    [InlineData("NotAction that is null", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","NotAction":null}]}""")]
    [InlineData("a principal", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","Principal":"*"}]}""")]
    [InlineData("no principal", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","NotPrincipal":{"AWS":"*"}}]}""")]
    [InlineData("a member in another case", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","notAction":"*"}]}""")]
    [InlineData("a sid that is a list", """{"Statement":[{"Sid":[],"Action":"*","Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("no actions", """{"Statement":[{"Action":[],"Effect":"Deny","Resource":"*"}]}""")]
    [InlineData("no resources", """{"Statement":[{"Action":"*","Effect":"Deny","Resource":[]}]}""")]
    [InlineData("a variable", """{"Statement":[{"Action":"*","Effect":"Deny","Resource":"*/${aws:username}"}]}""")]
    [InlineData("an escaped star", """{"Statement":[{"Action":"*","Effect":"Deny","Resource":"*/a${*}b"}]}""")]
    [InlineData("an unknown member of the policy", """{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}],"Deny":true}""")]
    [InlineData("a policy that is a list", """[{"Action":"*","Effect":"Allow","Resource":"*"}]""")]
    public void Rejects_PoliciesThatAreNotFullyUnderstood(string description, string policy) =>
        Assert.True(PolicyDocument.Read(JsonElement.Parse(policy)) is null, description);
}
