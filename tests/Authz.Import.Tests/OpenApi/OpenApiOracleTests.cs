using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Authz.Import.Tests.OpenApi;

/// <summary>Who may have which operation, as Microsoft.OpenApi reads the same document: routes, their authorizers and scopes.</summary>
public sealed class OpenApiOracleTests
{
    private static readonly string[] s_paths =
        ["/", "/pets", "/pets/{id}", "/pets/{id}/owner", "/orders", "/orders/{id}", "/files/{proxy+}", "/Pets"];

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    private static readonly string?[] s_security =
    [
        null, "[]", """[{"idp":[]}]""", """[{"idp":["pets:read"]}]""", """[{"idp":["pets:read","pets:admin"]}]""", """[{"other":["x"]}]""",
    ];

    [Property(MaxTest = 500)]
    public void Serves_TheRoutes_ThatTheOracleReads(int seed) => AssertAgreement(Generate(new Random(seed)).ToJsonString());

    [Fact]
    public void Serves_TheRoutes_ThatTheOracleReads_InAnExample() =>
        AssertAgreement(
            File.ReadAllText(DefinitionFixture.FullPath("examples/openapi-oauth2.json")),
            "$default (x-amazon-apigateway-any-method is no operation of OpenAPI)");

    private static void AssertAgreement(string json, params ReadOnlySpan<string> onlyOurs)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(json));

        Assert.Empty(imported.Problems);
        List<string> known = [.. onlyOurs.ToArray().Select(reason => reason.Split(' ')[0])];
        IEnumerable<string> ours = imported.Definition!.Routes.Where(route => !known.Contains(route.Key)).Select(route => Describe(
            route.Key, route.Value.IsOpen ? null : route.Value.Authorizer, route.Value.AuthorizationScopes));
        Assert.Equal(ReadByOracle(json).Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> ReadByOracle(string json)
    {
        OpenApiDocument document = OpenApiDocument.Parse(json, OpenApiConstants.Json).Document!;
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                // OpenAPI 3.1.0, "Operation Object": an operation's own requirements override the document's, an empty list removes them.
                OpenApiSecurityRequirement? requirement = (operation.Security ?? document.Security)?.SingleOrDefault();
                yield return Describe(
                    $"{method.Method.ToUpperInvariant()} {path}",
                    requirement?.Keys.Single().Reference.Id,
                    requirement?.Values.Single() ?? []);
            }
        }
    }

    private static string Describe(string routeKey, string? authorizer, IEnumerable<string> scopes) =>
        authorizer is null ? $"{routeKey} open" : $"{routeKey} {authorizer} [{string.Join(' ', scopes)}]";

    private static JsonObject Generate(Random random)
    {
        JsonObject paths = [];
        foreach (string path in s_paths.Where(_ => random.Next(2) == 0))
        {
            JsonObject item = [];
            foreach (string method in s_methods.Where(_ => random.Next(3) == 0))
            {
                item[method] = WithSecurity(random, new JsonObject
                {
                    ["responses"] = new JsonObject(),
                    ["x-amazon-apigateway-integration"] = JsonNode.Parse(
                        """{"type":"http_proxy","httpMethod":"ANY","uri":"https://backend.example.com","payloadFormatVersion":"1.0"}"""),
                });
            }

            paths[path] = item;
        }

        return WithSecurity(random, new JsonObject
        {
            ["openapi"] = random.Next(2) == 0 ? "3.0.1" : "3.1.0",
            ["info"] = new JsonObject { ["title"] = "generated", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["idp"] = Scheme("idp"), ["other"] = Scheme("other") },
            },
        });
    }

    private static JsonObject WithSecurity(Random random, JsonObject holder)
    {
        if (s_security[random.Next(s_security.Length)] is { } security)
        {
            holder["security"] = JsonNode.Parse(security);
        }

        return holder;
    }

    private static JsonNode Scheme(string name) => JsonNode.Parse($$$"""
        {
          "type": "oauth2", "flows": {},
          "x-amazon-apigateway-authorizer": {
            "type": "jwt",
            "identitySource": "$request.header.Authorization",
            "jwtConfiguration": { "issuer": "https://{{{name}}}.example.com/", "audience": ["api"] }
          }
        }
        """)!;
}
