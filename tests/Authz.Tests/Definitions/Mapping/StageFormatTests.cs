using System.Text;

namespace Authz.Tests.Definitions.Mapping;

public sealed class StageFormatTests
{
    [Fact]
    public void Maps_EveryMemberOfAStage()
    {
        StageDefinition stage = Read("""
            {
              "stageVariables": { "env": "test", "host": "a.example" },
              "defaultRouteSettings": { "throttlingRateLimit": 0.5, "throttlingBurstLimit": 7 },
              "routeSettings": { "GET /a": { "throttlingRateLimit": 1e3 }, "$default": { "throttlingBurstLimit": 0 } },
              "accessLogSettings": { "format": "$context.status", "destination": "access.log" },
              "hosts": ["api.example", "b.example"]
            }
            """);

        Assert.Equal(["env", "host"], stage.StageVariables.Keys);
        Assert.Equal(["test", "a.example"], stage.StageVariables.Values);
        Assert.Equal(new RouteSettings { ThrottlingRateLimit = 0.5, ThrottlingBurstLimit = 7 }, stage.DefaultRouteSettings);
        Assert.Equal(2, stage.RouteSettings.Count);
        Assert.Equal(new RouteSettings { ThrottlingRateLimit = 1000 }, stage.RouteSettings["GET /a"]);
        Assert.Equal(new RouteSettings { ThrottlingBurstLimit = 0 }, stage.RouteSettings["$default"]);
        Assert.Equal(new AccessLogSettings { Format = "$context.status", Destination = "access.log" }, stage.AccessLogSettings);
        Assert.Equal(["api.example", "b.example"], stage.Hosts);
    }

    [Fact]
    public void Maps_NoLimitAndNoLog_ForAnEmptyStage()
    {
        StageDefinition stage = Read("{}");

        Assert.Null(stage.DefaultRouteSettings);
        Assert.Null(stage.AccessLogSettings);
        Assert.Empty(stage.RouteSettings);
        Assert.Empty(stage.StageVariables);
        Assert.Empty(stage.Hosts);
    }

    [Theory]
    [InlineData("""{"stageVariables":{"a":1}}""", "/stageVariables/a: 'a' must be a string, not a number. Put the value in quotes.")]
    [InlineData(
        """{"defaultRouteSettings":{"throttlingRateLimit":"5"}}""",
        "/defaultRouteSettings/throttlingRateLimit: 'throttlingRateLimit' must be a number, not a string. " +
        "Write a number, without quotes.")]
    [InlineData(
        """{"defaultRouteSettings":{"throttlingRateLimit":1e999}}""",
        "/defaultRouteSettings/throttlingRateLimit: The rate is out of range. Write requests per second, 0 or more.")]
    [InlineData(
        """{"routeSettings":{"GET /a":{"throttlingBurstLimits":5}}}""",
        "/routeSettings/GET ~1a/throttlingBurstLimits: 'throttlingBurstLimits' is not a property here. Did you mean 'throttlingBurstLimit'?")]
    [InlineData(
        """{"accessLogSettings":{}}""",
        "/accessLogSettings/format: The access log's format is missing or too long. " +
        "Write at most 3072 bytes, such as '$context.requestId $context.status'.")]
    [InlineData(
        """{"accessLogSettings":{"format":"a","file":"b"}}""",
        "/accessLogSettings/file: 'file' is not a property here. Remove it. Known are format, destination.")]
    public void Rejects_UnknownMembersOfAStage(string stage, string problem) =>
        Assert.EndsWith($" /stages/test{problem}", TestDefinitions.ProblemsOfFile(File(stage)), StringComparison.Ordinal);

    private static StageDefinition Read(string stage) =>
        ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(File(stage))).Stages["test"];

    private static string File(string stage) => $$"""
        {
          "routes": { "GET /a": { "authorizationType": "NONE" }, "$default": { "authorizationType": "NONE" } },
          "stages": { "test": {{stage}} }
        }
        """;
}
