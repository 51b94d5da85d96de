using System.Text;

namespace Authz.Import.Tests.Properties;

/// <summary>Generated files, read by the importer and by a second reading written from what the deploying tools do.</summary>
public sealed class SecondReadingTests
{
    [Fact]
    public void Serves_GeneratedSamTemplates_AsTheSecondReading() => GeneratedCases.AssertSame(seed =>
    {
        SamCase generated = SamCase.Generate(new Random(seed));
        string text = generated.ToText();
        return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text)), SamSecondReading.Read(generated));
    });

    [Fact]
    public void Serves_GeneratedServerlessFiles_AsTheSecondReading() => GeneratedCases.AssertSame(seed =>
    {
        ServerlessCase generated = ServerlessCase.Generate(new Random(seed));
        string text = generated.ToText();
        return (text, DefinitionImporter.Import(Encoding.UTF8.GetBytes(text)), ServerlessSecondReading.Read(generated));
    });
}
