using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Import.Includes;
using Authz.Import.Serverless;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Tests.Serverless;

public sealed class VariablesTests
{
    [Theory]
    [InlineData("plain text", "x", "x")]
    [InlineData("own file", "${self:custom.name}", "pets")]
    [InlineData("item of a list", "${self:custom.list.1}", "b")]
    [InlineData("within text", "a-${self:custom.name}-b", "a-pets-b")]
    [InlineData("variable in a variable", "${self:custom.by.${opt:stage}}", "production")]
    [InlineData("variable of a variable", "${self:custom.twice}", "pets")]
    [InlineData("option", "${opt:stage, 'dev'}", "prod")]
    [InlineData("stage", "${sls:stage}", "prod")]
    [InlineData("environment", "${env:HOST}", "id.example.com")]
    [InlineData("quoted fallback", "${opt:other, 'a, b'}", "a, b")]
    [InlineData("second fallback", "${opt:other, self:custom.nothing, self:custom.name}", "pets")]
    [InlineData("file", "${file(./values.yml):issuer}", "https://id.example.com/")]
    [InlineData("given outside source", "${ssm:/issuer}", "from ssm")]
    public void Resolves_Variables(string description, string text, string expected)
    {
        DefinitionNode value = Resolve(text);

        Assert.Equal((description, DefinitionNodeKind.String, expected), (description, value.Kind, value.Text));
    }

    [Theory]
    [InlineData("unknown option", "${opt:other}")]
    [InlineData("unset environment", "${env:OTHER}")]
    [InlineData("missing file", "${file(./none.yml):x}")]
    [InlineData("outside source", "${cf:stack.output}")]
    [InlineData("variable of itself", "${self:custom.cycle}")]
    public void Rejects_MissingValues_AsUnresolved(string description, string text)
    {
        DefinitionNode value = Resolve(text);

        Assert.Equal((description, DefinitionNodeKind.Unresolved), (description, value.Kind));
        Assert.NotEmpty(value.Remedy);
    }

    private static DefinitionNode Resolve(string text)
    {
        string yaml = $$"""
            service: s
            custom:
              name: pets
              list: [a, b]
              by: { prod: production }
              twice: ${self:custom.name}
              cycle: ${self:custom.cycle}
            value: "{{text}}"
            """;
        using TemporaryFolder folder = new();
        folder.Write("values.yml", "issuer: https://id.example.com/");
        ImportOptions options = new()
        {
            Parameters = new Dictionary<string, string> { ["stage"] = "prod", ["ssm:/issuer"] = "from ssm" },
            Folder = folder.Path,
            ReadEnvironmentVariable = name => name == "HOST" ? "id.example.com" : null,
        };
        DefinitionNode root = SourceText.Read(Encoding.UTF8.GetBytes(yaml), new DefinitionReport())!;
        ImportReport report = new();
        return new Variables(root, new ImportContext(options, report, new IncludedFiles(options.Folder, report))).Get(root, "value")!;
    }
}
