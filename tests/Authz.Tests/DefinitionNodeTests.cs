namespace Authz.Tests;

public sealed class DefinitionNodeTests
{
    private static readonly DefinitionPosition s_position = new(2, 3);

    [Fact]
    public void Gives_AMemberByItsExactName()
    {
        DefinitionMember name = Member("name", Text("pets"));

        DefinitionNode node = DefinitionNode.Object([name, Member("cors", DefinitionNode.Null(s_position))], s_position);

        Assert.Same(name, node.Find("name"));
        Assert.Null(node.Find("Name"));
        Assert.Null(Text("pets").Find("name"));
    }

    [Fact]
    public void Rejects_TwoMembersOfOneName() =>
        Assert.Throws<ArgumentException>(() => DefinitionNode.Object([Member("a", Text("x")), Member("a", Text("y"))], s_position));

    [Theory]
    [InlineData("0", true)]
    [InlineData("-12", true)]
    [InlineData("1.5e-3", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("012", false)]
    [InlineData("+1", false)]
    [InlineData("1.", false)]
    [InlineData("1e", false)]
    [InlineData("0x1F", false)]
    [InlineData("1 ", false)]
    [InlineData("NaN", false)]
    [InlineData("１", false)]
    public void Accepts_Numbers_OnlyAsJsonSpellsThem(string text, bool isNumber)
    {
        Assert.Equal(isNumber, DefinitionNode.IsNumber(text));
        if (isNumber)
        {
            DefinitionNode number = DefinitionNode.Number(text, s_position);
            Assert.Equal((DefinitionNodeKind.Number, text), (number.Kind, number.Text));
        }
        else
        {
            Assert.Throws<ArgumentException>(nameof(text), () => DefinitionNode.Number(text, s_position));
        }
    }

    [Fact]
    public void Keeps_ItsItems_WhenTheCallersListChanges()
    {
        List<DefinitionNode> items = [Text("a")];
        DefinitionNode list = DefinitionNode.List(items, s_position);

        items.Clear();

        Assert.Equal("a", Assert.Single(list.Items).Text);
    }

    private static DefinitionNode Text(string text) => DefinitionNode.String(text, s_position);

    private static DefinitionMember Member(string name, DefinitionNode value) => new(name, s_position, value);
}
