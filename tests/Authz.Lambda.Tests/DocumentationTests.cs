using Authz.Tests;

namespace Authz.Lambda.Tests;

/// <summary>What the pages and the template say of the code.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Warns_WithAPageThatExists() => Assert.True(File.Exists(RepositoryFile.FullPath("docs/lambda-result-caching.md")));

    [Fact]
    public void Definition_OfTheSample_IsUsable()
    {
        ApiDefinition definition = ApiDefinitionReader.ReadFile(RepositoryFile.FullPath("samples/lambda-authorizer/authz.json"));

        string template = RepositoryFile.ReadText("samples/lambda-authorizer/template.yaml");
        foreach (string key in definition.Routes.Keys.Where(key => key != "$connect"))
        {
            string[] parts = key.Split(' ');
            Assert.Equal(
                2, template.Split(
                    $"Method: {parts[0]}, Path: " +
                    $"{(parts[1].Contains('{', StringComparison.Ordinal) ? $"\"{parts[1]}\"" : parts[1])} ").Length - 1);
        }

        Assert.Contains("RouteKey: $connect", template, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_TellsTheFunction_TheTtlThatApiGatewayHas()
    {
        string template = RepositoryFile.ReadText("samples/lambda-authorizer/template.yaml");

        Assert.Contains("AUTHZ_RESULT_TTL: !Ref ResultTtl", template, StringComparison.Ordinal);
        Assert.Equal(2, template.Split("ReauthorizeEvery: !Ref ResultTtl").Length - 1);
    }
}
