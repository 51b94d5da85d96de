using System.Text;
using Authz.Definitions;

namespace Authz.Tests.Definitions;

public sealed class DefinitionReportTests
{
    private readonly DefinitionReport _report = new();

    [Fact]
    public void Keeps_AThousandProblems_AndReportsThatThereAreMore()
    {
        for (int index = 0; index < 1_002; index++)
        {
            Assert.Equal(index > 1_000, _report.IsFull);
            _report.Add($"/{index}", "a", "b");
        }

        Assert.Equal(1_001, _report.Problems.Count);
        Assert.Equal("/999: a b", _report.Problems[999].ToString());
        Assert.Equal("/1000: There are more problems. Correct the listed ones first.", _report.Problems[1_000].ToString());
    }

    [Fact]
    public void Keeps_BothEndsOfLongTexts()
    {
        _report.Add("/p" + new string('p', 5_000) + "q", "m" + new string('m', 5_000) + "n", "r" + new string('r', 5_000) + "s");

        DefinitionProblem problem = Assert.Single(_report.Problems);
        Assert.All([problem.Path, problem.Message, problem.Remedy], text => Assert.Equal(4_000, text.Length));
        Assert.StartsWith("/pppp", problem.Path, StringComparison.Ordinal);
        Assert.EndsWith("pppq", problem.Path, StringComparison.Ordinal);
        Assert.Contains("m…m", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("rrrs", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_LittleOfALongName()
    {
        string name = new('n', 100_000);
        byte[] json = Encoding.UTF8.GetBytes(
            $$"""{ "routes": { "{{name}}": { "authorizationScopes": [ {{string.Join(',', Enumerable.Repeat("0", 1_100))}} ] } } }""");

        Assert.False(ApiDefinitionReader.TryRead(json, out _, out IReadOnlyList<DefinitionProblem> problems));

        Assert.Equal(1_001, problems.Count);
        Assert.All(problems, problem => Assert.InRange(problem.ToString().Length, 1, 1_000));
        Assert.Equal($"/routes/{name[..599]}…/authorizationScopes/0", problems[0].Path);
    }

    [Fact]
    public void Rejects_ALongRouteKey_AtItsPlace()
    {
        string name = new('n', 1_000);
        DefinitionProblem problem = Problems($$"""{ "routes": { "{{name}}m": {}, "{{name}}": {} } }""")[0];

        Assert.Equal((1, 15, $"/routes/{name[..599]}…"), (problem.Line, problem.Column, problem.Path));

        static IReadOnlyList<DefinitionProblem> Problems(string json)
        {
            Assert.False(ApiDefinitionReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out IReadOnlyList<DefinitionProblem> problems));
            return problems;
        }
    }
}
