using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Import.Includes;
using Authz.Import.Templates;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Tests.Templates;

public sealed class TemplateEvaluatorTests
{
    private const string Template = """
        Parameters:
          Name: { Type: String, Default: pets }
          Given: { Type: String }
          List: { Type: CommaDelimitedList, Default: "a, b" }
          Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /path }
        Mappings: { Map: { one: { key: found } } }
        Conditions:
          Yes: !Equals [!Ref Name, pets]
          No: !Not [!Condition Yes]
          Both: !And [!Condition Yes, !Condition No]
          Either: !Or [!Condition Unknown, !Condition Yes]
          Unknown: !Equals [!Ref Missing, x]
          Cycle: !Not [!Condition Cycle]
        Resources: {}
        Value:
        """;

    [Theory]
    [InlineData("parameter's default", "!Ref Name", "pets")]
    [InlineData("given parameter", "!Ref Given", "from outside")]
    [InlineData("given attribute", "!GetAtt Pool.Arn", "arn")]
    [InlineData("partition", "!Ref AWS::Partition", "aws")]
    [InlineData("substitution", "!Sub 'x-${Name}-${!Name}'", "x-pets-${Name}")]
    [InlineData("substitution with own variables", "!Sub ['${A}${Name}', { A: !Ref Given }]", "from outsidepets")]
    [InlineData("join", "!Join ['-', [a, !Ref Name]]", "a-pets")]
    [InlineData("join of a split", "!Join ['', !Split ['-', 'a-b']]", "ab")]
    [InlineData("select", "!Select [1, !Ref List]", "b")]
    [InlineData("select by text", "!Select ['0', [a, b]]", "a")]
    [InlineData("map", "!FindInMap [Map, one, key]", "found")]
    [InlineData("map with default", "!FindInMap [Map, two, key, { DefaultValue: other }]", "other")]
    [InlineData("met condition", "!If [Yes, a, b]", "a")]
    [InlineData("unmet condition", "!If [No, a, b]", "b")]
    [InlineData("one of two unmet", "!If [Both, a, b]", "b")]
    [InlineData("one of two met, the other unknown", "!If [Either, a, b]", "a")]
    public void Evaluates_Templates(string description, string value, string expected)
    {
        DefinitionNode evaluated = Evaluate(value)!;

        Assert.Equal((description, DefinitionNodeKind.String, expected), (description, evaluated.Kind, evaluated.Text));
    }

    [Theory]
    [InlineData("unknown parameter", "!Ref Other", "${Other}", "--parameter Other=VALUE")]
    [InlineData("parameter of another store", "!Ref Secret", "${Secret}", "--parameter Secret=VALUE")]
    [InlineData("region", "!Sub 'https://${AWS::Region}/'", "https://${AWS::Region}/", "--parameter AWS::Region=VALUE")]
    [InlineData("export", "!ImportValue Shared", "${Shared}", "--parameter Shared=VALUE")]
    [InlineData("part of a join", "!Join ['/', [a, !Ref Other]]", "a/${Other}", "--parameter Other=VALUE")]
    [InlineData("unknown condition", "!If [Unknown, a, b]", "Fn::If Unknown", "--parameter Missing=VALUE")]
    [InlineData("condition of itself", "!If [Cycle, a, b]", "Fn::If Cycle", "Define the condition 'Cycle'")]
    [InlineData("index out of range", "!Select [2, [a]]", "Fn::Select", "arguments")]
    [InlineData("other function", "!Base64 a", "Fn::Base64", "Write the value itself")]
    [InlineData("dynamic reference", "'{{resolve:ssm:/x}}'", "{{resolve:ssm:/x}}", "Write the value itself")]
    public void Rejects_MissingValues_AsUnresolved(string description, string value, string text, string remedy)
    {
        DefinitionNode evaluated = Evaluate(value)!;

        Assert.Equal((description, DefinitionNodeKind.Unresolved, text), (description, evaluated.Kind, evaluated.Text));
        Assert.Contains(remedy, evaluated.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_MembersWithoutAValue()
    {
        DefinitionNode evaluated = Evaluate("{ a: !Ref AWS::NoValue, b: [!Ref AWS::NoValue, c] }")!;

        Assert.Null(evaluated.Find("a"));
        Assert.Equal(["c"], evaluated.Get("b")!.Items.Select(item => item.Text));
    }

    private static DefinitionNode? Evaluate(string value)
    {
        DefinitionNode root = SourceText.Read(Encoding.UTF8.GetBytes($"{Template} {value}"), new DefinitionReport())!;
        ImportOptions options = new() { Parameters = new Dictionary<string, string> { ["Given"] = "from outside", ["Pool.Arn"] = "arn" } };
        ImportContext context = new(options, new ImportReport(), new IncludedFiles(folder: null, new ImportReport()));
        return new TemplateEvaluator(root, context).Evaluate(root.Find("Value")!.Value);
    }
}
