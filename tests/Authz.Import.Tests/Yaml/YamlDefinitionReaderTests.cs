using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Tests.Yaml;

public sealed class YamlDefinitionReaderTests
{
    [Theory]
    [InlineData("plain text", "a: b c", "String", "b c")]
    [InlineData("quoted number", "a: '1'", "String", "1")]
    [InlineData("whole number", "a: -12", "Number", "-12")]
    [InlineData("fraction", "a: 1.5e-3", "Number", "1.5e-3")]
    [InlineData("leading zero", "a: 012", "String", "012")]
    [InlineData("hexadecimal", "a: 0x1F", "String", "0x1F")]
    [InlineData("point without digits", "a: 1.", "String", "1.")]
    [InlineData("exponent without digits", "a: 1e", "String", "1e")]
    [InlineData("true in capitals", "a: TRUE", "Boolean", "true")]
    [InlineData("yes is text (YAML 1.2)", "a: yes", "String", "yes")]
    [InlineData("nothing", "a:", "Null", "")]
    [InlineData("tilde", "a: ~", "Null", "")]
    [InlineData("tagged as text", "a: !!str 1", "String", "1")]
    [InlineData("folded", "a: >-\n  b\n  c", "String", "b c")]
    public void Serves_EachKindOfScalar(string description, string yaml, string kind, string text)
    {
        DefinitionNode value = Read(yaml).Get("a") ?? DefinitionNode.Null(default);

        Assert.Equal((description, kind, text), (description, value.Kind.ToString(), value.Text));
    }

    [Theory]
    [InlineData("block", "x: 1\na: 1", 2, 4)]
    [InlineData("flow", "{x: 1, a: 1}", 1, 11)]
    [InlineData("two bytes are two columns", "{ä: 0, a: 1}", 1, 12)]
    [InlineData("four bytes are four columns", "{🐈: 0, a: 1}", 1, 14)]
    [InlineData("multi-byte text on the line before", "x: 🐈\na: ä", 2, 4)]
    public void Serves_PlacesInBytes(string description, string yaml, int line, int column)
    {
        Assert.Equal((description, new DefinitionPosition(line, column)), (description, Read(yaml).Get("a")!.Position));
    }

    [Theory]
    [InlineData("Ref", "a: !Ref b", "Ref")]
    [InlineData("Sub", "a: !Sub b", "Fn::Sub")]
    [InlineData("Join", "a: !Join [x, [y]]", "Fn::Join")]
    [InlineData("Condition", "a: !Condition b", "Condition")]
    public void Serves_ShortIntrinsics_InTheirLongForm(string description, string yaml, string name)
    {
        DefinitionNode value = Read(yaml).Get("a")!;

        Assert.Equal((description, name), (description, Assert.Single(value.Members).Name));
    }

    [Fact]
    public void Resolves_AliasesAndMerges_OwnMembersFirst()
    {
        DefinitionNode root = Read("base: &b { x: 1, y: 2 }\na: { <<: *b, y: 3 }\nc: *b");

        Assert.Equal(["y 3", "x 1"], root.Get("a")!.Members.Select(member => $"{member.Name} {member.Value.Text}"));
        Assert.Same(root.Get("base"), root.Get("c"));
    }

    [Theory]
    [InlineData("duplicate name", "a: 1\na: 2", 2, 1, "'a' occurs twice; it is already at (1,1).")]
    [InlineData("duplicate name in other spelling", "a: 1\n'a': 2", 2, 1, "'a' occurs twice; it is already at (1,1).")]
    [InlineData("unknown tag", "a: !x b", 1, 4, "The tag '!x' is not known.")]
    [InlineData("alias before its anchor", "a: *b\nc: &b 1", 1, 4, "There is no anchor 'b' before this alias.")]
    [InlineData("second document", "a: 1\n---\nb: 1", 2, 1, "The file has a second document.")]
    [InlineData("list as a name", "[a]: 1", 1, 1, "A name must be plain text.")]
    [InlineData("no name", "a: 1\n: x\nb: 2", 1, 1, "A name is missing before a colon.")]
    [InlineData("no name, whose value the parser loses", "a:\n  : x\n  b: y", 2, 4, "A name is missing before a colon.")]
    [InlineData("no name in a list", "- : x", 1, 4, "A name is missing before a colon.")]
    [InlineData("no name in a flow", "a: {: x}", 1, 5, "A name is missing before a colon.")]
    [InlineData("a tag that is none", "a: b\nc: !!!![d]", 1, 4, "The file is not YAML.")]
    [InlineData("nothing", "# only a comment", 1, 1, "The file is empty.")]
    public void Rejects_AmbiguousText(string description, string yaml, int line, int column, string message)
    {
        DefinitionReport report = new();
        SourceText.Read(Encoding.UTF8.GetBytes(yaml), report);

        DefinitionProblem problem = Assert.Single(report.Problems);
        Assert.Equal((description, line, column, message), (description, problem.Line, problem.Column, problem.Message));
    }

    [Fact]
    public void Accepts_64Levels_AndRejects65()
    {
        Assert.NotNull(YamlDefinitionReader.Read(Nested(64), new DefinitionReport(), []));

        DefinitionReport report = new();
        Assert.Null(YamlDefinitionReader.Read(Nested(65), report, []));
        Assert.Contains("nests deeper", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    private static byte[] Nested(int levels) => Encoding.UTF8.GetBytes(new string('[', levels) + "x" + new string(']', levels));

    private static DefinitionNode Read(string yaml)
    {
        DefinitionReport report = new();
        DefinitionNode? root = YamlDefinitionReader.Read(Encoding.UTF8.GetBytes(yaml), report, []);
        Assert.Empty(report.Problems);
        return root!;
    }
}
