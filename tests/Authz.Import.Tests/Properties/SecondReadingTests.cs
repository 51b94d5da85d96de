using System.Text;
using Xunit.Abstractions;

namespace Authz.Import.Tests.Properties;

/// <summary>Generated files, read by the importer and by a second reading written from what the deploying tools do.</summary>
public sealed class SecondReadingTests(ITestOutputHelper output)
{
    [Fact]
    public void Serves_GeneratedSamTemplates_AsTheSecondReading() => GeneratedCases.AssertSame(output, seed =>
    {
        SamCase generated = SamCase.Generate(new Random(seed));
        string text = generated.ToText();
        return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text)), SamSecondReading.Read(generated));
    });

    [Fact]
    public void Serves_GeneratedServerlessFiles_AsTheSecondReading() => GeneratedCases.AssertSame(output, seed =>
    {
        ServerlessCase generated = ServerlessCase.Generate(new Random(seed));
        string text = generated.ToText();
        return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text)), ServerlessSecondReading.Read(generated));
    });

    [Fact]
    public void Serves_GeneratedCloudFormationTemplates_AsTheSecondReading() => GeneratedCases.AssertSame(
        output,
        seed =>
        {
            CloudFormationCase generated = CloudFormationCase.Generate(new Random(seed));
            string text = generated.ToText();
            ImportOptions options = new() { Api = generated.HasOther ? "Api" : null };
            return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), options), CloudFormationSecondReading.Read(generated));
        },
        ImportedMeaning.Of);

    [Fact]
    public void Serves_GeneratedOpenApiDocuments_AsTheSecondReading() => GeneratedCases.AssertSame(
        output,
        seed =>
        {
            OpenApiCase generated = OpenApiCase.Generate(new Random(seed));
            string text = generated.ToText();
            return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text)), OpenApiSecondReading.Read(generated));
        },
        ImportedMeaning.Of);

    [Fact]
    public void Serves_GeneratedTerraformFiles_AsTheSecondReading() => GeneratedCases.AssertSame(
        output,
        seed =>
        {
            TerraformCase generated = TerraformCase.Generate(new Random(seed));
            string text = TerraformCaseWriter.Write(generated);
            ImportOptions options = new() { Api = generated.HasOther ? "aws_apigatewayv2_api.main" : null };
            return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), options), TerraformSecondReading.Read(generated));
        },
        ImportedMeaning.Of);
}
