using System.Text.Json.Nodes;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.Stages;
using Authz.Server.Tests.Gateway.Functions;
using Microsoft.AspNetCore.Http;

namespace Authz.Server.Tests.Gateway.Stages;

public sealed class GatewayStagesTests
{
    private static readonly Uri s_address = new("http://127.0.0.1:9");

    [Theory]
    [InlineData("the root", "/pets?a", "$default", "/pets?a")]
    [InlineData("a stage", "/dev/pets?a", "dev", "/pets?a")]
    [InlineData("a stage alone", "/dev", "dev", "/")]
    [InlineData("a stage alone with a query", "/dev?a", "dev", "/?a")]
    [InlineData("a stage and a slash", "/dev/", "dev", "/")]
    [InlineData("a longer name", "/development/pets", "$default", "/development/pets")]
    [InlineData("another case", "/DEV/pets", "$default", "/DEV/pets")]
    [InlineData("an encoded name", "/%64ev/pets", "$default", "/%64ev/pets")]
    [InlineData("a second slash, which stays", "/dev//pets", "dev", "//pets")]
    [InlineData("an absolute form", "http://a/dev", "$default", "http://a/dev")]
    public void Finds_TheStage(string description, string target, string stage, string rest)
    {
        GatewayStage? found = new GatewayStages([Stage("$default", ""), Stage("dev", "/dev")]).Find(new HostString("any.example"), target, out string actual);

        Assert.Equal((description, stage, rest), (description, found?.Name, actual));
    }

    [Fact]
    public void Finds_NoStage_WhenNoneIsServedFromTheRoot() => Assert.Null(new GatewayStages([Stage("dev", "/dev")]).Find(new HostString("any.example"), "/pets", out _));

    [Theory]
    [InlineData("api.example", "/pets", "$default", "/pets")]
    [InlineData("API.Example", "/pets", "$default", "/pets")]
    [InlineData("api.example", "/dev/pets", "$default", "/dev/pets")]
    [InlineData("next.example", "/pets", "next", "/pets")]
    [InlineData("next.example", "/next/pets", "next", "/next/pets")]
    [InlineData("any.example", "/dev/pets", "dev", "/pets")]
    [InlineData("any.example", "/pets", null, "/pets")]
    [InlineData("any.example", "/next/pets", null, "/next/pets")]
    [InlineData("api.example.", "/pets", null, "/pets")]
    [InlineData("x.api.example", "/pets", null, "/pets")]
    [InlineData("", "/pets", null, "/pets")]
    [InlineData("api.example", "/$default/pets", null, "/$default/pets")]
    public void Finds_TheStageOfAHost(string host, string target, string? stage, string rest)
    {
        GatewayStages stages = new(
            [Stage("$default", "") with { Hosts = ["api.example"] }, Stage("next", "") with { Hosts = ["next.example"] }, Stage("dev", "/dev")]);

        Assert.Equal(stage, stages.Find(new HostString(host), target, out string actual)?.Name);
        Assert.Equal(rest, actual);
    }

    [Fact]
    public async Task Answers404_AtHostsOfNobody()
    {
        await using TestGateway gateway = await TestGateway.StartAsync((_, backend) => new ApiDefinitionBuilder()
            .AddRoute("GET /pets", new RouteDefinition { IsOpen = true, Integration = new() { Uri = backend } })
            .AddStage("$default", new StageDefinition { Hosts = ["api.example"] })
            .Build());
        Task<RawAnswer> AskAsync(string host) =>
            TestGateway.SendRawAsync(gateway.Address, $"GET /pets HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, (await AskAsync("api.example")).Status);
        Assert.Equal(200, (await AskAsync("api.example:8443")).Status);
        Assert.Equal(404, (await AskAsync("127.0.0.1")).Status);
        Assert.Equal(404, (await AskAsync("other.example")).Status);
    }

    // An adapter of a function would cut the name off, and find another path.
    [Theory]
    [InlineData("/$default")]
    [InlineData("/$default/pets")]
    [InlineData("/%24default/pets")]
    [InlineData("/$defaults")]
    [InlineData("/$default%2Fpets")]
    public void Finds_NoStage_ForPathsThatNameTheDefaultOne(string target)
    {
        Assert.Null(new GatewayStages([Stage("$default", ""), Stage("dev", "/dev")]).Find(new HostString("any.example"), target, out _));
        Assert.Equal("dev", new GatewayStages([Stage("dev", "")]).Find(new HostString("any.example"), target, out _)?.Name);
    }

    /// <summary>Events are the service's wherever the stage is served.</summary>
    [SkippableFact]
    public async Task Names_TheStageInPathsOfEvents_FromTheRootToo()
    {
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            Staged(), new() { ["pets-dev"] = mirror.Address, ["pets"] = mirror.Address }, stage: "dev");

        JsonNode called = JsonNode.Parse((await gateway.GetAsync("/pets/7")).Body)!;

        Assert.Equal("/dev/pets/7", (string?)called["rawPath"]);
        Assert.Equal("/dev/pets/7", (string?)called["requestContext"]!["http"]!["path"]);
        Assert.Equal("dev", (string?)called["requestContext"]!["stage"]);
    }

    /// <summary>A stage is its own API: its functions, variables and events.</summary>
    [SkippableFact]
    public async Task Serves_EachStage_WithItsVariables()
    {
        await using FunctionProcess one = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            Staged(), new() { ["pets-dev"] = one.Address, ["pets"] = one.Address });

        (int devStatus, string dev) = await gateway.GetAsync("/dev/pets/7");
        (int rootStatus, string root) = await gateway.GetAsync("/pets/7");
        JsonNode devEvent = JsonNode.Parse(dev)!;
        JsonNode rootEvent = JsonNode.Parse(root)!;

        Assert.Equal((200, 200), (devStatus, rootStatus));
        Assert.Equal(("/dev/pets/7", "/pets/7"), (devEvent["rawPath"]!.GetValue<string>(), rootEvent["rawPath"]!.GetValue<string>()));
        Assert.Equal(
            ("dev", "$default"),
            (devEvent["requestContext"]!["stage"]!.GetValue<string>(), rootEvent["requestContext"]!["stage"]!.GetValue<string>()));
        Assert.Equal("-dev", devEvent["stageVariables"]!["suffix"]!.GetValue<string>());
        Assert.Equal("7", devEvent["pathParameters"]!["id"]!.GetValue<string>());
        Assert.Equal(404, (await gateway.GetAsync("/prod/pets/7")).Status);
    }

    [Fact]
    public void Compiles_OneStageForTheRoot_WhenOneIsNamed()
    {
        GatewayCompilerOptions options = new()
        {
            Stage = "dev",
            Functions = new FunctionAddresses(new Dictionary<string, Uri> { ["pets-dev"] = s_address }),
        };

        GatewayStages stages = GatewayCompiler.Compile(Staged(), options, out IReadOnlyList<string> problems);

        Assert.Empty(problems);
        Assert.Equal(("dev", ""), (Assert.Single(stages.All).Name, stages.All[0].Prefix));
    }

    [Fact]
    public void Reports_EverythingThatIsMissing()
    {
        GatewayCompiler.Compile(Staged(), new GatewayCompilerOptions(), out IReadOnlyList<string> problems);
        GatewayCompiler.Compile(Staged(), new GatewayCompilerOptions { Stage = "prod" }, out IReadOnlyList<string> ofStage);

        Assert.Equal(
            [
                "GET /pets/{id}: the function 'pets:live' has no address; give it with --function pets=URL.",
                "GET /pets/{id}: the function 'pets-dev' has no address; give it with --function pets-dev=URL.",
            ],
            problems);
        Assert.Equal(["there is no stage 'prod'; there are $default, dev."], ofStage);
    }

    private static ApiDefinition Staged()
    {
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "pets${stageVariables.suffix}" };
        return new ApiDefinitionBuilder()
            .AddRoute("GET /pets/{id}", new RouteDefinition { IsOpen = true, Integration = integration })
            .AddStage("$default", new StageDefinition { StageVariables = new Dictionary<string, string> { ["suffix"] = ":live" } })
            .AddStage("dev", new StageDefinition { StageVariables = new Dictionary<string, string> { ["suffix"] = "-dev" } })
            .Build();
    }

    private static GatewayStage Stage(string name, string prefix) => new(name, prefix)
    {
        Variables = new Dictionary<string, string>(),
        Routes = [],
    };
}
