using System.Text.Json.Nodes;
using Authz.Server.Tests.Gateway.Functions;
using Authz.Testing;

namespace Authz.Server.Tests.Gateway.AccessLogs;

public sealed class AccessLogTests
{
    private const string Format =
        """{"route":"$context.routeKey","status":$context.status,"error":"$context.authorizer.error","sub":"$context.authorizer.claims.sub","integration":"$context.integrationStatus","message":"$context.error.message","stage":"$context.stage","path":"$context.path","length":$context.responseLength}""";

    [SkippableFact]
    public async Task Logs_EachRequest()
    {
        FakeIssuer issuer = new();
        await using LineWriter log = new();
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "api")
            .AddRoute(
                "GET /pets",
                new RouteDefinition { Authorizer = "idp", Integration = new() { Type = IntegrationType.AwsProxy, Uri = "mirror" } })
            .AddStage("dev", new StageDefinition { AccessLogSettings = new AccessLogSettings { Format = Format } })
            .Build();
        await using (FunctionGateway gateway = await FunctionGateway.StartAsync(
            definition, new() { ["mirror"] = mirror.Address }, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() }, log))
        {
            await gateway.GetAsync("/dev/pets");
            await gateway.GetAsync("/dev/pets", ("Authorization", "Bearer a.b"));
            await gateway.GetAsync("/dev/pets", ("Authorization", $"Bearer {issuer.Mint("api", "x")}"));
            await gateway.GetAsync("/dev/none");
        }

        string[] lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonNode[] entries = [.. lines.Select(line => JsonNode.Parse(line)!)];
        Assert.Equal([401, 401, 200, 404], entries.Select(entry => entry["status"]!.GetValue<int>()));
        Assert.Equal("missing: token not provided", Text(entries[0], "error"));
        Assert.StartsWith("invalid_token: ", Text(entries[1], "error"), StringComparison.Ordinal);
        Assert.Equal(("-", "200", "-"), (Text(entries[2], "error"), Text(entries[2], "integration"), Text(entries[2], "message")));
        Assert.Equal(("-", "Not Found"), (Text(entries[3], "route"), Text(entries[3], "message")));
        Assert.All(entries, entry => Assert.Equal("dev", Text(entry, "stage")));
        Assert.Equal("/dev/pets", Text(entries[0], "path"));
        Assert.Equal(26, entries[0]["length"]!.GetValue<int>());
    }

    private static string Text(JsonNode entry, string name) => entry[name]!.GetValue<string>();
}
