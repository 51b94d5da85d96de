namespace Authz.Tests;

public sealed class DefinitionProblemTests
{
    [Theory]
    [InlineData("in a file", "/routes", 3, 7, "(3,7) /routes: It is wrong. Mend it.")]
    [InlineData("the whole file", "", 1, 1, "(1,1): It is wrong. Mend it.")]
    [InlineData("in no file", "/routes", 0, 0, "/routes: It is wrong. Mend it.")]
    public void Serves_OneLine(string description, string path, int line, int column, string expected) =>
        Assert.Equal((description, expected), (description, new DefinitionProblem(path, line, column, "It is wrong.", "Mend it.").ToString()));
}
