namespace Authz.Tests;

public sealed class DefinitionProblemTests
{
    [Theory]
    [InlineData("in a file", "/routes", 3, 7, "(3,7) /routes: It is wrong. Correct it.")]
    [InlineData("the whole file", "", 1, 1, "(1,1): It is wrong. Correct it.")]
    [InlineData("in no file", "/routes", 0, 0, "/routes: It is wrong. Correct it.")]
    [InlineData("line break and terminal sequence", "/a\n\u001B[2Jä", 1, 1, "(1,1) /a\\u000A\\u001B[2Jä: It is wrong. Correct it.")]
    public void Serves_OneLine(string description, string path, int line, int column, string expected)
    {
        DefinitionProblem problem = new(path, line, column, "It is wrong.", "Correct it.");

        Assert.Equal((description, expected), (description, problem.ToString()));
    }

    [Theory]
    [InlineData("/routes", 3, 7, "api.json(3,7): /routes: It is wrong. Correct it.")]
    [InlineData("", 1, 1, "api.json(1,1): It is wrong. Correct it.")]
    [InlineData("/routes", 0, 0, "api.json: /routes: It is wrong. Correct it.")]
    [InlineData("/a\n\u001B[2J", 1, 1, "api.json(1,1): /a\\u000A\\u001B[2J: It is wrong. Correct it.")]
    public void Serves_OneLineWithItsFile(string path, int line, int column, string expected) =>
        Assert.Equal(expected, new DefinitionProblem(path, line, column, "It is wrong.", "Correct it.").ToString("api.json"));
}
