using Authz.Tests;
using NJsonSchema;

namespace Authz.Import.Tests;

public sealed class ApiDefinitionSchemaTests
{
    private const string Published = "docs/schema/authz.schema.json";

    [Fact]
    public void Serves_ThePublishedSchema()
    {
        if (Environment.GetEnvironmentVariable("AUTHZ_WRITE_DOCS") == "1")
        {
            File.WriteAllText(RepositoryFile.FullPath(Published), ApiDefinitionSchema.ToJson());
        }

        Assert.Equal(ApiDefinitionSchema.ToJson(), RepositoryFile.ReadText(Published));
    }

    [Theory]
    [InlineData("tests/definitions/same/authz.json")]
    [InlineData("samples/pets/authz.json")]
    public async Task Accepts_Definitions(string file)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ApiDefinitionSchema.ToJson());

        Assert.Empty(schema.Validate(RepositoryFile.ReadText(file)));
    }

    [Fact]
    public async Task Accepts_EveryImportedDefinition()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ApiDefinitionSchema.ToJson());
        string folder = RepositoryFile.FullPath("tests/definitions");
        int count = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (DefinitionImporter.Import(File.ReadAllBytes(file)).Definition is { } definition)
            {
                Assert.Empty(schema.Validate(System.Text.Encoding.UTF8.GetString(ApiDefinitionWriter.Write(definition))));
                count++;
            }
        }

        Assert.True(count > 40);
    }

    [Theory]
    [InlineData("unknown property", """{ "routes": {}, "rotues": {} }""")]
    [InlineData("no routes", """{ "name": "a" }""")]
    [InlineData("route key in lower case", """{ "routes": { "get /a": { "authorizationType": "NONE" } } }""")]
    [InlineData("unknown authorization type", """{ "routes": { "GET /a": { "authorizationType": "OPEN" } } }""")]
    [InlineData(
        "issuer of another type",
        """{ "routes": {}, "authorizers": { "a": { "type": "JWT", "jwtConfiguration": { "issuer": ["id.example.com"], "audience": ["x"] } } } }""")]
    [InlineData(
        "no audience",
        """{ "routes": {}, "authorizers": { "a": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com", "audience": [] } } } }""")]
    [InlineData("text for a list", """{ "routes": {}, "cors": { "allowOrigins": "*" } }""")]
    public async Task Rejects_InvalidDefinitions(string description, string json)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ApiDefinitionSchema.ToJson());

        Assert.True(schema.Validate(json).Count > 0, description);
    }
}
