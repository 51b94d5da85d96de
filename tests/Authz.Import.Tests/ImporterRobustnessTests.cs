using System.Diagnostics;
using System.Text;
using Authz.Tests;
using FsCheck.Xunit;

namespace Authz.Import.Tests;

/// <summary>No text makes an importer throw, hang or fill the memory.</summary>
public sealed class ImporterRobustnessTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;
    private const long MaximumBytes = 256L * 1024 * 1024;

    // The product's bound is one second; a shared build machine gets more before the test fails.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly byte[][] s_fixtures =
        [
            .. Directory.EnumerateFiles(RepositoryFile.FullPath("tests/definitions"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    private static readonly byte[] s_marks = "{}[]:,-&*!|>'\"#%@`?<\n\t $~0a\u0000\u00ff"u8.ToArray();

    public static TheoryData<string, string, string, string> Bombs => new()
    {
        { "nested flow sequences", "", "[", "" },
        { "nested flow mappings", "", "{a: ", "" },
        { "nested block sequences", "", "- ", "" },
        { "nested JSON", "{\"a\":", "[", "" },
        { "nested keys", "", "? ", "" },
        { "one scalar", "a: ", "x", "" },
        { "one quoted scalar", "a: \"", "x", "\"" },
        { "one block scalar", "a: |\n", " x\n", "" },
        { "comments", "", "# x\n", "a: 1" },
        { "white space", "", " \n", "a: 1" },
        { "short items", "a: [", "1,", "1]" },
        { "short JSON items", "{\"a\": [", "1,", "1]}" },
        { "nested short JSON items", "{\"a\": [", "[[[[[[[[]]]]]]]],", "1]}" },
        { "one name", "", "a: 1\n", "" },
        { "anchors", "a: [", "&a x,", "1]" },
        { "aliases of nothing", "a: [", "*a,", "1]" },
        { "tags", "a: [", "!a x,", "1]" },
        { "tabs", "a:\n", "\t", "" },
        { "directives", "", "%YAML 1.2\n", "" },
        { "documents", "", "---\n", "" },
        { "colons", "", ":", "" },
        { "one long name without value", "", "x", "" },
        { "substitutions of a long parameter",
            $"Parameters: {{ P: {{ Type: String, Default: '{new string('x', 100_000)}' }} }}\nResources: " +
            $"{{ A: {{ Type: 'AWS::ApiGatewayV2::Api', Properties: {{ Name: !Sub '",
            "${P}", "' } } }" },
        { "variables in variables", "service: a\nprovider: { httpApi: { name: '", "${self:service, ", "' } }" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Survives_TenMegabytes(string description, string start, string repeated, string end)
    {
        int count = (TenMegabytes - start.Length - end.Length) / repeated.Length;
        string text = start + new StringBuilder(TenMegabytes).Insert(0, repeated, count) + end;

        AssertBounded(description, Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void Survives_AliasesThatGrowExponentially()
    {
        StringBuilder text = new("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 20; level++)
        {
            string alias = $"*a{level - 1}";
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(alias, 10))}]\n");
        }

        ImportedDefinition imported = AssertBounded("aliases", Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Contains(imported.Problems, problem => problem.Message.Contains("values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "routes of unknown authorizers", "authorizers:\n", "  a{0}: {{ type: JWT }}\n", "routes:\n",
        "  GET /{0}: {{ authorizer: b{0} }}\n")]
    [InlineData(
        "routes of a template", "Resources:\n  A: { Type: 'AWS::ApiGatewayV2::Api' }\n",
        "  a{0}: {{ Type: AWS::ApiGatewayV2::Authorizer }}\n", "",
        "  r{0}: {{ Type: AWS::ApiGatewayV2::Route, Properties: {{ ApiId: !Ref A, RouteKey: GET /{0}, AuthorizationType: JWT, " +
        "AuthorizerId: !Ref b{0} }} }}\n")]
    [InlineData(
        "operations of unknown schemes", "openapi: 3.0.0\ncomponents:\n  securitySchemes:\n", "    a{0}: {{ type: http }}\n", "paths:\n",
        "  /{0}: {{ get: {{ security: [ {{ b{0}: [] }} ] }} }}\n")]
    [InlineData(
        "routes of a plan", "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[{\"address\":\"aws_apigatewayv2_api.a\"," +
        "\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_api\",\"name\":\"a\",\"values\":{\"name\":\"n\"}}",
        ",{{\"address\":\"aws_apigatewayv2_route.r{0}\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_route\",\"name\":\"r{0}\",\"values\":" +
        "{{\"api_id\":\"aws_apigatewayv2_api.a\",\"route_key\":\"GET /{0}\",\"authorizer_id\":\"x{0}\"}}}}",
        "]}},\"x\":[0", ",{0}")]
    [InlineData("unknown properties", "", "r{0}: 1\n", "", "s{0}: 1\n")]
    [InlineData(
        "settings of unknown routes", "routes:\n", "  GET /a/path/of/{0}: {{ authorizationType: NONE }}\n",
        "stages:\n  $default:\n    routeSettings:\n", "      GET /a/poth/if/{0}: {{ throttlingBurstLimit: 1 }}\n")]
    [InlineData(
        "routes in stages", "routes:\n", "  GET /{0}: {{ integration: {{ type: HTTP_PROXY, uri: 'http://b/${{stageVariables.v}}' }} }}\n",
        "stages:\n", "  s{0}: {{ stageVariables: {{ v: '{0}' }} }}\n")]
    public void Survives_ManyRepetitions(string description, string start, string first, string between, string second)
    {
        string text = start + Repeat(first, 12_000) + between + Repeat(second, 12_000) + (start.StartsWith('{') ? "]}" : "");

        ImportedDefinition imported = AssertBounded(description, Encoding.UTF8.GetBytes(text));
        Assert.InRange(imported.Problems.Count, 1, 3_000);
    }

    [Theory]
    [InlineData(
        "routes beside Lambda authorizers",
        "authorizers:\n  a: { type: JWT, jwtConfiguration: { issuer: 'https://id.example.com/', audience: [ b ] } }\n",
        "  a-lambda-authorizer-{0:D6}: {{ type: REQUEST, authorizerUri: f }}\n", "routes:\n", "  GET /{0}: {{ authorizer: a }}\n")]
    public void Accepts_ManyRepetitions(string description, string start, string first, string between, string second)
    {
        string text = start + Repeat(first, 25_000) + between + Repeat(second, 25_000);

        ImportedDefinition imported = AssertBounded(description, Encoding.UTF8.GetBytes(text));
        Assert.Empty(imported.Problems);
    }

    [Theory]
    [InlineData(
        "conditions", "Resources: { A: { Type: 'AWS::ApiGatewayV2::Api', Condition: c0 } }\nConditions:\n",
        "  c{0}: {{ Condition: c{1} }}\n")]
    [InlineData("variables", "service: '${{self:custom.v0}}'\ncustom:\n", "  v{0}: '${{self:custom.v{1}}}'\n")]
    [InlineData(
        "doubling variables", "service: '${{self:custom.v0}}'\ncustom:\n", "  v{0}: '${{self:custom.v{1}}}${{self:custom.v{1}}}'\n")]
    [InlineData("references", "openapi: 3.0.0\npaths: {{ /a: {{ $ref: '#/x/r0' }} }}\nx:\n", "  r{0}: {{ $ref: '#/x/r{1}' }}\n")]
    public void Survives_LongChains(string description, string start, string link)
    {
        StringBuilder text = new(start.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal));
        for (int index = 0; index < 10_000; index++)
        {
            text.Append(string.Format(System.Globalization.CultureInfo.InvariantCulture, link, index, index + 1));
        }

        AssertBounded(description, Encoding.UTF8.GetBytes(text.ToString()));
    }

    [Property(MaxTest = 2_000)]
    public void Survives_DamagedDefinitions(int seed)
    {
        Random random = new(seed);
        List<byte> bytes = [.. s_fixtures[random.Next(s_fixtures.Length)]];
        for (int count = random.Next(1, 8); count > 0 && bytes.Count > 0; count--)
        {
            int index = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[index] = s_marks[random.Next(s_marks.Length)];
                    break;
                case 1:
                    bytes.Insert(index, s_marks[random.Next(s_marks.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(index, Math.Min(random.Next(1, 20), bytes.Count - index));
                    break;
                default:
                    bytes.InsertRange(index, bytes.GetRange(random.Next(index + 1), Math.Min(random.Next(40), bytes.Count - index)));
                    break;
            }
        }

        ImportedDefinition imported = DefinitionImporter.Import(bytes.ToArray());
        Assert.Equal(imported.Definition is null, imported.Problems.Count > 0);
    }

    private static string Repeat(string line, int count) => string.Concat(Enumerable.Range(0, count)
        .Select(index => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, index)));

    private static ImportedDefinition AssertBounded(string description, byte[] utf8)
    {
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Stopwatch watch = Stopwatch.StartNew();

        ImportedDefinition imported = DefinitionImporter.Import(utf8);

        TimeSpan elapsed = watch.Elapsed;
        long used = GC.GetTotalMemory(forceFullCollection: false) - before;
        Assert.True(elapsed < s_patience, $"{description}: {elapsed}");
        Assert.True(used < MaximumBytes, $"{description}: {used / 1024 / 1024} MB");
        return imported;
    }
}
