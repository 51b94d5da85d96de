using System.Text;

namespace Authz.Tests.Decisions;

public sealed class IamRouteTests
{
    private static readonly ApiDefinition s_definition = ApiDefinitionReader.Read("""
        {
          "routes": {
            "GET /reports": { "authorizationType": "AWS_IAM" },
            "GET /health": { "authorizationType": "NONE" }
          }
        }
        """u8);

    [Fact]
    public void Rejects_EveryRequest_AsForbidden()
    {
        using ApiAuthorizer authorizer = new(s_definition);

        AuthorizationDecision decision = authorizer.Authorize(new("GET", "/reports", HeaderSource.Authorization("Bearer anything")));

        Assert.False(decision.IsAllowed);
        Assert.Equal((RefusalReason.Undecided, AuthorizationOutcome.Forbidden, 403), (decision.Reason, decision.Outcome, decision.StatusCode));
        Assert.Contains("signed for IAM", decision.Explanation, StringComparison.Ordinal);
        Assert.Null(decision.Challenge);
        Assert.True(authorizer.Authorize(new("GET", "/health", default)).IsAllowed);
    }

    [Fact]
    public void Serves_TheSameDefinition_AfterWriting()
    {
        string written = Encoding.UTF8.GetString(ApiDefinitionWriter.Write(s_definition));

        Assert.Contains("\"authorizationType\": \"AWS_IAM\"", written, StringComparison.Ordinal);
        Assert.True(ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(written)).Routes["GET /reports"].RequiresIam);
    }

    [Theory]
    [InlineData("\"authorizer\": \"a\"", "The route asks for IAM and names an authorizer.")]
    [InlineData("\"authorizationScopes\": [\"s\"]", "The route asks for IAM and asks for scopes.")]
    public void Rejects_ARouteThatAlsoAsksForAToken(string member, string message)
    {
        string text = "{\"authorizers\":{\"a\":{\"type\":\"JWT\",\"jwtConfiguration\":{\"issuer\":\"https://id.example.com/\",\"audience\":[\"a\"]}}}," +
            $"\"routes\":{{\"GET /r\":{{\"authorizationType\":\"AWS_IAM\",{member}}}}}}}";

        Assert.False(ApiDefinitionReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out IReadOnlyList<DefinitionProblem> problems));

        Assert.Equal(message, Assert.Single(problems).Message);
    }
}
