using System.Diagnostics;
using Authz.Definitions.Validation;

namespace Authz.Tests.Definitions.Validation;

public sealed class StageVariableTextTests
{
    // Far above what a slow machine needs, far below what copying the text for each variable takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string> s_variables =
        new() { ["host"] = "a.example.com", ["port"] = "81", ["nested"] = "${stageVariables.port}" };

    [Theory]
    [InlineData("no variable", "http://b/{id}", "http://b/{id}", null)]
    [InlineData("two variables", "http://${stageVariables.host}:${stageVariables.port}/{id}", "http://a.example.com:81/{id}", null)]
    [InlineData("a missing one", "http://${stageVariables.hots}/", "http:///", "hots")]
    [InlineData("no end", "${stageVariables.host", "${stageVariables.host", null)]
    [InlineData("a value that looks like a variable", "${stageVariables.nested}", "${stageVariables.port}", null)]
    public void Serves_TheStagesValues(string description, string text, string expected, string? missing)
    {
        string actual = StageVariableText.Expand(text, s_variables, out string? lacking);

        Assert.Equal((description, expected, missing), (description, actual, lacking));
    }

    [Fact]
    public void Survives_ManyVariables()
    {
        Stopwatch watch = Stopwatch.StartNew();

        string text = StageVariableText.Expand(string.Concat(Enumerable.Repeat("${stageVariables.port}", 400_000)), s_variables, out _);

        Assert.Equal(800_000, text.Length);
        Assert.True(watch.Elapsed < s_patience, $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("the longest", "http://b/", 2_039, "a", "")]
    [InlineData("too long", "http://b/", 2_040, "a", "The URI is longer than 2048 characters. Write a shorter one.")]
    [InlineData("the longest of a stage", "http://b/${stageVariables.v}", 1_527, "512", "")]
    [InlineData(
        "too long in a stage", "http://b/${stageVariables.v}", 1_528, "512",
        "In the stage 'test' the URI is longer than 2048 characters. Write a shorter one.")]
    public void Rejects_LongUris(string description, string start, int count, string value, string problem)
    {
        IntegrationDefinition integration = new() { Uri = start + new string('a', count) };
        ApiDefinition definition = TestDefinitions.With(TestDefinitions.Route with { Integration = integration }) with
        {
            Stages = new Dictionary<string, StageDefinition>
            {
                ["test"] = new()
                {
                    StageVariables = new Dictionary<string, string>
                    {
                        ["v"] = int.TryParse(value, out int length) ? new string('v', length) : value,
                    },
                },
            },
        };

        string expected = problem.Length == 0 ? "" : $"/routes/GET ~1pets~1{{id}}/integration/uri: {problem}";
        Assert.Equal((description, expected), (description, TestDefinitions.Problems(definition)));
    }

    [Theory]
    [InlineData("http://${stageVariables.host}/", true)]
    [InlineData("http://$stageVariables.host/${context.path}", false)]
    public void Reports_WhetherStagesDiffer(string text, bool expected) => Assert.Equal(expected, StageVariableText.HasVariables(text));
}
