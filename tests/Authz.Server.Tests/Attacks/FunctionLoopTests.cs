using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;

namespace Authz.Server.Tests.Attacks;

/// <summary>Calls of functions and of Lambda authorizers bear the gateway's pseudonym too, after the client's own way.</summary>
public sealed class FunctionLoopTests
{
    [Theory]
    [InlineData("the function", false)]
    [InlineData("the authorizer", true)]
    public async Task Stops_ACallThatComesBack(string called, bool isAuthorizer)
    {
        await using RecordingBackend function = new();
        function.Answer = _ => "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"isAuthorized\":false}";
        RouteDefinition route = new()
        {
            IsOpen = !isAuthorizer,
            Authorizer = isAuthorizer ? "keys" : null,
            Integration = new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "f" },
        };
        ApiDefinition definition = TestGateway.Define([("GET /pets", route)]) with
        {
            LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition>
            {
                ["keys"] = new()
                {
                    AuthorizerUri = "f",
                    AuthorizerPayloadFormatVersion = PayloadFormatVersion.Version2,
                    EnableSimpleResponses = true,
                    IdentitySource = ["$request.header.X-Key"],
                },
            },
        };
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            definition, new Dictionary<string, Uri> { ["f"] = new(function.Address + "/invoke") });

        await gateway.GetAsync("/pets", ("X-Key", "1"), ("Via", "1.0 fred"));
        string way = function.LastRequest.Split("\r\n")
            .Single(line => line.StartsWith("Via: ", StringComparison.Ordinal))["Via: ".Length..];
        (int status, _) = await gateway.GetAsync("/pets", ("X-Key", "2"), ("Via", way));

        Assert.Matches("^1\\.0 fred, 1\\.1 authz-[0-9a-f]{32}$", way);
        Assert.Equal((called, 500), (called, status));
        Assert.Single(function.Requests);
    }
}
