using Authz.Routes;

namespace Authz.Tests.Routes;

public sealed class RouteLiteralsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(100)]
    public void Finds_ExactlyItsLiterals_HoweverManyThereAre(int count)
    {
        KeyValuePair<string, string>[] literals =
            [.. Enumerable.Range(0, count).Select(index => KeyValuePair.Create($"r{index}", $"node {index}"))];
        RouteLiterals<string> compiled = new(literals);

        Assert.All(literals, literal => Assert.Same(literal.Value, compiled.Find(literal.Key)));
        Assert.All(["", "r", "R0", "r0x", "xr0", $"r{count}"], text => Assert.Null(compiled.Find(text)));
    }
}
