using Authz.Server.Tests.Checks;

namespace Authz.Server.Tests.Import;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task Writes_TheSameDefinition_InOurOwnFormat()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("import", DefinitionFixtures.FullPath("same/authz.yaml"));

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(["idp"], ApiDefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(output)).Authorizers.Keys);
    }

    [Fact]
    public async Task Writes_ToAFile_AndReportsOmissions()
    {
        string file = Path.GetTempFileName();
        try
        {
            (int exit, string output, string error) = await RunningCommand.RunAsync(
                "import", DefinitionFixtures.FullPath("examples/sam-lambda-authorizer.yaml"), "--output", file, "--force");

            Assert.Equal((0, $"Wrote {file}"), (exit, output.TrimEnd()));
            Assert.Contains(
                "sam-lambda-authorizer.yaml(13,28): note: The gateway writes the access log to standard output", error,
                StringComparison.Ordinal);
            Assert.Single(ApiDefinitionReader.ReadFile(file).Routes);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Rejects_UnresolvedValues_NamingTheParameter()
    {
        (int exit, string output,
            string error) = await RunningCommand.RunAsync("import", DefinitionFixtures.FullPath("checks/value_unresolved.bad.yaml"));

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("--parameter AWS::Region=VALUE", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AParameterWithoutValue_AsWrongUsage()
    {
        (int exit, _,
            string error) = await RunningCommand.RunAsync("import", DefinitionFixtures.FullPath("same/sam.yaml"), "--parameter", "Stage");

        Assert.Equal(2, exit);
        Assert.Contains("--parameter 'Stage' is not K=V.", error, StringComparison.Ordinal);
    }
}
