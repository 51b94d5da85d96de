using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Tests.Definitions.Tree;

public sealed class DefinitionObjectTests
{
    private readonly DefinitionReport _report = new();

    [Fact]
    public void Rejects_AValueThatAnImporterCouldNotResolve_WithItsRemedy()
    {
        DefinitionNode unresolved = DefinitionNode.Unresolved(
            "https://${Domain}/", "Give '--parameter Domain=…'.", new DefinitionPosition(2, 3));

        Assert.Null(Read("{}", new DefinitionMember("issuer", default, unresolved)).String("issuer"));
        DefinitionProblem problem = Assert.Single(_report.Problems);
        Assert.Equal(
            "(2,3) /issuer: 'issuer' cannot be resolved: 'https://${Domain}/'. Give '--parameter Domain=…'.", problem.ToString());
        Assert.Equal(DefinitionProblemCodes.Unresolved, problem.Code);
        Assert.True(_report.IsUnreadable("/issuer"));
    }

    [Fact]
    public void Rejects_AnyMember_WhenNoneIsKnown()
    {
        Read("""{"a":null}""").Finish();

        Assert.Equal("(1,2) /a: 'a' is not a property here. Remove it.", Assert.Single(_report.Problems).ToString());
    }

    [Theory]
    [InlineData("true", "(1,6) /a: 'a' must be a number, not a boolean. Write a number, without quotes.")]
    [InlineData("null", "(1,6) /a: 'a' must be a number, not null. Write a number, without quotes.")]
    [InlineData("{}", "(1,6) /a: 'a' must be a number, not an object. Write a number, without quotes.")]
    [InlineData("1.5", "(1,6) /a: 'a' must be a whole number of at most 2147483647, not 1.5. Write a whole number.")]
    public void Rejects_NumbersThatAreNotWhole(string value, string problem)
    {
        Assert.Null(Read($$"""{"a":{{value}}}""").WholeNumber("a"));

        Assert.Equal(problem, Assert.Single(_report.Problems).ToString());
    }

    private DefinitionObject Read(string json, params DefinitionMember[] more)
    {
        DefinitionNode read = JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), _report)!;
        DefinitionNode node = DefinitionNode.Object([.. read.Members, .. more], read.Position);
        return DefinitionObject.Of(name: "", path: "", node, _report);
    }
}
