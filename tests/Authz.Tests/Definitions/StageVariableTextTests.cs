using Authz.Definitions;

namespace Authz.Tests.Definitions;

public sealed class StageVariableTextTests
{
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

    [Theory]
    [InlineData("http://${stageVariables.host}/", true)]
    [InlineData("http://$stageVariables.host/${context.path}", false)]
    public void Tells_WhetherStagesDiffer(string text, bool expected) => Assert.Equal(expected, StageVariableText.HasVariables(text));
}
