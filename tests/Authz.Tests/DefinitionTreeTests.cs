namespace Authz.Tests;

/// <summary>Definitions out of trees, as loaders of other formats build them.</summary>
public sealed class DefinitionTreeTests
{
    [Fact]
    public void Accepts_ATreeInTheOwnFormat()
    {
        Assert.True(ApiDefinitionReader.TryRead(Api(Open()), out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems));

        Assert.Empty(problems);
        Assert.True(definition.Routes["GET /pets"].IsOpen);
    }

    [Fact]
    public void Rejects_EachProblem_AtThePlaceInTheTree()
    {
        DefinitionNode route = DefinitionNode.Object(
            [
                Member("authorizer", DefinitionNode.Unresolved("${Name}", "Give it a value.", new DefinitionPosition(7, 5))),
                Member("allowEncodedSlash", DefinitionNode.String("yes", new DefinitionPosition(6, 1))),
            ],
            default);

        Assert.False(ApiDefinitionReader.TryRead(Api(route), out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems));

        Assert.Null(definition);
        Assert.Equal([(6, 1), (7, 5)], problems.Select(problem => (problem.Line, problem.Column)));
        Assert.Equal([DefinitionProblemCodes.Invalid, DefinitionProblemCodes.Unresolved], problems.Select(problem => problem.Code));
        Assert.Equal("Give it a value.", problems[1].Remedy);
    }

    [Fact]
    public void Rejects_ATreeThatNestsTooDeep()
    {
        DefinitionNode deep = DefinitionNode.Null(default);
        for (int level = 0; level < 100_000; level++)
        {
            deep = DefinitionNode.List([deep], default);
        }

        Assert.Equal("The definition nests deeper than 64 levels.", OnlyProblemOf(deep).Message);
    }

    [Fact]
    public void Rejects_ATreeOfTooManyValues_EvenIfTheyAreShared()
    {
        DefinitionNode wide = DefinitionNode.Null(default);
        for (int level = 0; level < 40; level++)
        {
            wide = DefinitionNode.List([wide, wide], default);
        }

        Assert.Equal("The definition has more than 150000 values.", OnlyProblemOf(wide).Message);
    }

    [Fact]
    public void Reads_ATreeOutOfJson_WithPlaces()
    {
        DefinitionNode? tree = ApiDefinitionReader.ReadTree("""
            { "a": [ 1,
              true ] }
            """u8, out IReadOnlyList<DefinitionProblem> problems);

        Assert.Empty(problems);
        Assert.Equal(new DefinitionPosition(2, 3), tree!.Find("a")!.Value.Items[1].Position);
    }

    [Fact]
    public void Rejects_ATreeOutOfWhatIsNotJson()
    {
        Assert.Null(ApiDefinitionReader.ReadTree("{ a: 1 }"u8, out IReadOnlyList<DefinitionProblem> problems));

        Assert.Equal((1, 3), (Assert.Single(problems).Line, problems[0].Column));
    }

    private static DefinitionProblem OnlyProblemOf(DefinitionNode tree)
    {
        Assert.False(ApiDefinitionReader.TryRead(tree, out _, out IReadOnlyList<DefinitionProblem> problems));
        return Assert.Single(problems);
    }

    private static DefinitionNode Api(DefinitionNode route) =>
        DefinitionNode.Object([Member("routes", DefinitionNode.Object([Member("GET /pets", route)], default))], default);

    private static DefinitionNode Open() =>
        DefinitionNode.Object([Member("authorizationType", DefinitionNode.String("NONE", default))], default);

    private static DefinitionMember Member(string name, DefinitionNode value) => new(name, value.Position, value);
}
