using System.Globalization;
using System.Text;

namespace Authz.Import.Tests.Properties;

/// <summary>Generated definitions, exported and imported again: equal in every format that can hold them.</summary>
public sealed class RoundTripTests
{
    private static readonly ExportOptions s_options = new()
    {
        Parameters = new Dictionary<string, string> { ["AWS::Region"] = "eu-west-1", ["AWS::AccountId"] = "111122223333" },
    };

    // tests/imports.sh has more, from other seeds.
    private static IEnumerable<int> Seeds =>
        Environment.GetEnvironmentVariable("AUTHZ_IMPORT_CASES") is null ? Enumerable.Range(0, 1_000) : GeneratedCases.Seeds;

    [Fact]
    public void Serves_TheSameDefinition_AfterOpenApi()
    {
        int held = 0;
        foreach (int seed in Seeds)
        {
            ApiDefinition definition = Generate(seed, forDocument: true);
            ExportedDefinition exported = DefinitionExporter.Export(definition, DefinitionFormat.OpenApi, s_options);

            // A document has one spelling of a path's variables.
            Assert.All(exported.Problems, problem => Assert.StartsWith("OpenAPI takes ", problem.Message, StringComparison.Ordinal));
            if (exported.Text is { } text)
            {
                held++;
                AssertSame(seed, definition, text, text, fillLimits: false);
            }
        }

        Assert.True(held * 10 > Seeds.Count() * 9, string.Create(CultureInfo.InvariantCulture, $"only {held} could be held"));
    }

    [Fact]
    public void Serves_TheSameDefinition_AfterCloudFormation() =>
        AssertAllSame(DefinitionFormat.CloudFormation, text => text, fillLimits: false);

    [Fact]
    public void Serves_TheSameDefinition_AfterAPlanOfTerraform() =>
        AssertAllSame(DefinitionFormat.Terraform, TerraformPlan.Of, fillLimits: true);

    private static void AssertAllSame(DefinitionFormat format, Func<string, string> deploy, bool fillLimits)
    {
        foreach (int seed in Seeds)
        {
            ApiDefinition definition = Generate(seed, forDocument: false);
            ExportedDefinition exported = DefinitionExporter.Export(definition, format, s_options);

            Assert.True(exported.Problems.Count == 0, $"seed {seed}: {string.Join('\n', exported.Problems)}");
            AssertSame(seed, definition, exported.Text!, deploy(exported.Text!), fillLimits);
        }
    }

    private static ApiDefinition Generate(int seed, bool forDocument)
    {
        ApiDefinition definition = ExportCase.Generate(new Random(seed), forDocument);
        bool isValid = ApiDefinitionReader.TryRead(ApiDefinitionWriter.Write(definition), out _, out IReadOnlyList<DefinitionProblem> problems);
        Assert.True(isValid, $"seed {seed}: {string.Join('\n', problems)}");
        return definition;
    }

    private static void AssertSame(int seed, ApiDefinition definition, string exported, string deployed, bool fillLimits)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(deployed));

        Assert.True(imported.Problems.Count == 0, $"seed {seed}: {string.Join('\n', imported.Problems)}\n{exported}");
        string expected = NormalForm.Of(definition, fillLimits);
        string actual = NormalForm.Of(imported.Definition!, fillLimits);
        Assert.True(expected == actual, $"seed {seed}\n{expected}\n--- is read as\n{actual}\n--- of\n{exported}");
    }
}
