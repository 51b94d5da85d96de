using System.Text;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests.Events;

public sealed class AuthorizerEventReaderTests
{
    [Theory]
    [InlineData("http-api-2.0", "HttpApiV2")]
    [InlineData("http-api-1.0", "HttpApiV1")]
    [InlineData("rest-token", "RestToken")]
    [InlineData("rest-request", "RestRequest")]
    [InlineData("websocket-connect", "WebSocketConnect")]
    public void Recognises_TheDocumentedEvents(string name, string kind)
    {
        Assert.True(
            AuthorizerEventReader.TryRead(EventDocument.AsDocumented(name).ToUtf8(), out AuthorizerEvent? read, out string? fault), fault);

        Assert.Equal(kind, read.Kind.ToString());
    }

    [Fact]
    public void Reads_TheNeededMembers_OfPayload2()
    {
        AuthorizerEvent read = Read(EventDocument.AsDocumented("http-api-2.0"));

        Assert.Equal("$default", read.RouteKey);
        Assert.Equal(["user1", "123"], read.IdentitySource!);
        Assert.Equal("value2", read.Headers.Find("HEADER2").Value);
        Assert.Equal("parameter1=value1&parameter1=value2&parameter2=value", read.RawQueryString);
        Assert.Equal("id", read.RequestId);
        Assert.Equal("/request", read.Arn.Path);
    }

    [Fact]
    public void Reads_TheIdentitySource_OfPayload1()
    {
        AuthorizerEvent read = Read(EventDocument.AsDocumented("http-api-1.0"));

        Assert.Equal(["user1", "123"], read.IdentitySource!);
    }

    [Theory]
    [InlineData("one value in each map", """{"headers":{"A":"x"},"multiValueHeaders":{"A":["x"]}}""", "x", false)]
    [InlineData(
        "two values, of which the single map shows the last", """{"headers":{"A":"y"},"multiValueHeaders":{"A":["x","y"]}}""", null, true)]
    [InlineData("two spellings of one name", """{"headers":{"A":"x","a":"x"}}""", null, true)]
    [InlineData("one name twice", """{"headers":{"A":"x","A":"y"}}""", null, true)]
    [InlineData("no value", """{"headers":{"A":null}}""", null, false)]
    [InlineData("no headers", """{"headers":null}""", null, false)]
    public void Finds_AHeader_AndWhetherItIsRepeated(string description, string members, string? value, bool isRepeated)
    {
        EventDocument document = EventDocument.AsDocumented("rest-request");
        string json = document.Json.ToJsonString().Replace("\"headers\":", "\"others\":", StringComparison.Ordinal);
        json = json[..^1] + "," + members[1..];

        Assert.True(AuthorizerEventReader.TryRead(Encoding.UTF8.GetBytes(json), out AuthorizerEvent? read, out string? fault), fault);

        Assert.True((value, isRepeated) == (read.Headers.Find("a").Value, read.Headers.Find("a").IsRepeated), description);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("no object", "[]")]
    [InlineData("cut off", """{"type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"  """)]
    [InlineData("trailing data", """{"type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"} {}""")]
    [InlineData(
        "a byte order mark", "\uFEFF{\"type\":\"TOKEN\",\"authorizationToken\":\"x\",\"methodArn\":\"arn:aws:execute-api:r:1:a/s/GET/\"}")]
    [InlineData(
        "a member twice", """{"type":"TOKEN","type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData("both ARNs", """{"type":"TOKEN","routeArn":"x","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData("a number for a string", """{"type":"TOKEN","authorizationToken":1,"methodArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData(
        "half a surrogate pair", """{"type":"TOKEN","authorizationToken":"\ud800","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData("no ARN", """{"type":"TOKEN","authorizationToken":"x"}""")]
    [InlineData("another service's ARN", """{"type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:lambda:r:1:a/s/GET/"}""")]
    [InlineData(
        "an ARN with a star for its stage", """{"type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/*/GET/"}""")]
    [InlineData(
        "an ARN with a star for its method", """{"type":"TOKEN","authorizationToken":"x","methodArn":"arn:aws:execute-api:r:1:a/s/*/"}""")]
    [InlineData("no token in a TOKEN event", """{"type":"TOKEN","methodArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData(
        "an unknown version", """{"version":"3.0","type":"REQUEST","routeKey":"GET /","routeArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData("a proxy event", """{"version":"2.0","routeKey":"GET /","routeArn":"arn:aws:execute-api:r:1:a/s/GET/"}""")]
    [InlineData(
        "a WebSocket message",
        """{"type":"REQUEST","methodArn":"arn:aws:execute-api:r:1:a/s/$connect","requestContext":{"eventType":"MESSAGE"}}""")]
    [InlineData(
        "a handshake with a path",
        """{"type":"REQUEST","methodArn":"arn:aws:execute-api:r:1:a/s/$connect/x","requestContext":{"eventType":"CONNECT"}}""")]
    public void Rejects_DocumentsThatAreNotEvents(string description, string json)
    {
        Assert.False(AuthorizerEventReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out string? fault), description);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Rejects_AnEventThatIsTooLong()
    {
        EventDocument document = EventDocument.AsDocumented("rest-token");
        document.Json["other"] = new string('x', AuthorizerEventReader.MaximumBytes);

        Assert.False(AuthorizerEventReader.TryRead(document.ToUtf8(), out _, out string? fault));
        Assert.Equal("The event has more than 262144 bytes.", fault);
    }

    private static AuthorizerEvent Read(EventDocument document)
    {
        Assert.True(AuthorizerEventReader.TryRead(document.ToUtf8(), out AuthorizerEvent? read, out string? fault), fault);
        return read;
    }
}
