namespace Authz.Tests.Definitions.Validation;

public sealed class StageValidatorTests
{
    [Theory]
    [InlineData("every kind of character", "aZ_09", "aZ09-._~:/?#&=,", "")]
    [InlineData("longest name", "64", "a", "")]
    [InlineData("name too long", "65", "a", "is not a stage variable's name. Write 1 to 64 letters, digits and '_'.")]
    [InlineData("no name", "", "a", "is not a stage variable's name. Write 1 to 64 letters, digits and '_'.")]
    [InlineData("hyphen in the name", "my-host", "a", "is not a stage variable's name. Write 1 to 64 letters, digits and '_'.")]
    [InlineData("longest value", "host", "512", "")]
    [InlineData("value too long", "host", "513", "is not a stage variable's value. Write 1 to 512 letters, digits and '-._~:/?#&=,'.")]
    [InlineData("no value", "host", "", "is not a stage variable's value. Write 1 to 512 letters, digits and '-._~:/?#&=,'.")]
    [InlineData("space in the value", "host", "a b", "is not a stage variable's value. Write 1 to 512 letters, digits and '-._~:/?#&=,'.")]
    public void Rejects_OtherVariables(string description, string nameOrLength, string valueOrLength, string problem)
    {
        string name = TextOf(nameOrLength);
        string value = TextOf(valueOrLength);
        string problems = Problems(new StageDefinition { StageVariables = new Dictionary<string, string> { [name] = value } });

        string wrong = problem.Contains("name", StringComparison.Ordinal) ? name : value;
        string expected = problem.Length == 0 ? "" : $"/stages/test/stageVariables/{name}: '{wrong}' {problem}";
        Assert.Equal((description, expected), (description, problems));
    }

    [Theory]
    [InlineData(0.0, 0, "")]
    [InlineData(0.5, int.MaxValue, "")]
    [InlineData(2147483647.0, null, "")]
    [InlineData(-0.1, null, "throttlingRateLimit: The rate is out of range. Write requests per second, 0 or more.")]
    [InlineData(2147483648.0, null, "throttlingRateLimit: The rate is out of range. Write requests per second, 0 or more.")]
    [InlineData(double.NaN, null, "throttlingRateLimit: The rate is out of range. Write requests per second, 0 or more.")]
    [InlineData(double.PositiveInfinity, null, "throttlingRateLimit: The rate is out of range. Write requests per second, 0 or more.")]
    [InlineData(null, -1, "throttlingBurstLimit: The burst is out of range. Write requests at once, 0 or more.")]
    public void Rejects_OtherLimits_ForAllRoutesAndForOne(double? rate, int? burst, string problem)
    {
        RouteSettings settings = new() { ThrottlingRateLimit = rate, ThrottlingBurstLimit = burst };
        string problems = Problems(new StageDefinition
        {
            DefaultRouteSettings = settings,
            RouteSettings = new Dictionary<string, RouteSettings> { ["GET /pets/{id}"] = settings },
        });

        string expected = problem.Length == 0
            ? ""
            : $"/stages/test/defaultRouteSettings/{problem}\n/stages/test/routeSettings/GET ~1pets~1{{id}}/{problem}";
        Assert.Equal(expected, problems);
    }

    [Theory]
    [InlineData("api.example")]
    [InlineData("localhost")]
    [InlineData("a-1.xn--bcher-kva.example")]
    [InlineData("192.0.2.7")]
    public void Accepts_HostNames(string host) => Assert.Equal("", Problems(new StageDefinition { Hosts = [host] }));

    [Theory]
    [InlineData("")]
    [InlineData("Api.example")]
    [InlineData("api.example:443")]
    [InlineData("api.example.")]
    [InlineData("*.example")]
    [InlineData("b\u00FCcher.example")]
    [InlineData("[::1]")]
    [InlineData("-a.example")]
    [InlineData("a_b.example")]
    [InlineData("https://api.example")]
    public void Rejects_WhatIsNoHostName(string host) => Assert.Equal(
        $"/stages/test/hosts/0: '{host}' is not a host name in lower case. Write an exact name without a port, such as 'api.example.com'.",
        Problems(new StageDefinition { Hosts = [host] }));

    [Fact]
    public void Rejects_AHostOfTwoStages()
    {
        string problems = TestDefinitions.Problems(TestDefinitions.Valid with
        {
            Stages = new Dictionary<string, StageDefinition>
            {
                ["$default"] = new() { Hosts = ["a.example", "b.example"] },
                ["next"] = new() { Hosts = ["c.example", "b.example", "c.example"] },
            },
        });

        Assert.Equal(
            "/stages/next/hosts/1: The host 'b.example' is already one of stage '$default'. Remove one: a host has one stage.\n"
            + "/stages/next/hosts/2: The host 'c.example' is already one of stage 'next'. Remove one: a host has one stage.",
            problems);
    }

    [Theory]
    [InlineData("GET /pets/{ID}", "Did you mean 'GET /pets/{id}'?")]
    [InlineData("$default", "Remove it.")]
    public void Rejects_SettingsOfAnUnknownRoute(string key, string remedy)
    {
        string problems = Problems(
            new StageDefinition { RouteSettings = new Dictionary<string, RouteSettings> { [key] = new() } });

        string path = key.Replace("/", "~1", StringComparison.Ordinal);
        Assert.Equal($"/stages/test/routeSettings/{path}: There is no route '{key}'. {remedy}", problems);
    }

    [Theory]
    [InlineData("a line", "$context.requestId $context.status", true)]
    [InlineData("longest", "3072", true)]
    [InlineData("too long", "3073", false)]
    [InlineData("nothing", "", false)]
    public void Rejects_OtherAccessLogFormats(string description, string formatOrLength, bool isFormat)
    {
        string problems = Problems(
            new StageDefinition { AccessLogSettings = new AccessLogSettings { Format = TextOf(formatOrLength) } });

        string expected = isFormat ? "" : "/stages/test/accessLogSettings/format: The access log's format is missing or too long. " +
            "Write at most 3072 bytes, such as '$context.requestId $context.status'.";
        Assert.Equal((description, expected), (description, problems));
    }

    [Fact]
    public void Counts_TheBytesOfAnAccessLogFormat() => Assert.StartsWith(
        "/stages/test/accessLogSettings/format: The access log's format is missing or too long.",
        Problems(new StageDefinition { AccessLogSettings = new AccessLogSettings { Format = new string('é', 1537) } }),
        StringComparison.Ordinal);

    private static string TextOf(string textOrLength) => int.TryParse(textOrLength, out int length) ? new string('a', length) : textOrLength;

    private static string Problems(StageDefinition stage) => TestDefinitions.Problems(
        TestDefinitions.Valid with { Stages = new Dictionary<string, StageDefinition> { ["test"] = stage } });
}
