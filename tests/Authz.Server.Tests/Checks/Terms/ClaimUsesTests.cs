using System.Text;
using Authz.Import;
using Authz.Server.Checks.Terms;

namespace Authz.Server.Tests.Checks.Terms;

public sealed class ClaimUsesTests
{
    private const string Fixed = "issuer and times: iss exp nbf iat; audience: aud client_id; binding: cnf";

    [Theory]
    [InlineData("nothing besides", "", "", Fixed)]
    [InlineData("any scope", "", ", authorizationScopes: [a]", Fixed + "; scopes: scp scope")]
    [InlineData("all scopes", ", scopeClaims: [/realm_access/roles]", ", allScopes: [a]", Fixed + "; scopes: /realm_access/roles")]
    [InlineData("scopes of a tool", "", ", tools: { t: { allScopes: [a] } }", Fixed + "; scopes: scp scope")]
    [InlineData(
        "conditions of tools", "", """, tools: { t: { condition: { Bool: { "claims:a": true } } }, u: { condition: { Null: { "claims:b": true } } } }""",
        Fixed + "; conditions of tools: a b")]
    [InlineData("another audience", ", audienceClaims: [azp]", "", "issuer and times: iss exp nbf iat; audience: azp; binding: cnf")]
    [InlineData("the issuer's condition", """, condition: { StringEquals: { "claims:a": b } }""", "", Fixed + "; condition of the issuer: a")]
    [InlineData(
        "the route's condition, with variables", "",
        """, condition: [{ StringEquals: { "claims:a": "${claims:/b/c}" } }, { StringEquals: { "request:method": "${claims:d}", "claims:a": x } }]""",
        Fixed + "; condition: a /b/c d")]
    [InlineData("ages", "", """, condition: { NumericLessThan: { "token:age": 60, "token:remaining": 60 } }""", Fixed + "; condition: iat exp")]
    [InlineData("a level", "", ", stepUp: { acrValues: [phr] }", Fixed + "; step-up: acr")]
    [InlineData("a recent login", "", ", stepUp: { maxAge: 60 }", Fixed + "; step-up: auth_time")]
    [InlineData(
        "mappings", "",
        """, integration: { type: HTTP_PROXY, uri: "http://b", requestParameters: { "append:header.u": "$context.authorizer.claims.sub", "append:header.r": "r=${context.authorizer.claimsJson./a/b} ${context.stage}" } }""",
        Fixed + "; integration: sub /a/b")]
    [InlineData("all claims", "", """, integration: { type: HTTP_PROXY, uri: "http://b", requestParameters: { "append:header.u": "$context.authorizer.claimsJson" } }""", Fixed + "; integration: *")]
    public void Tells_WhichClaimsARouteReads(string description, string issuer, string route, string expected) =>
        Assert.Equal((description, $"GET /a https://id.example.com/ {expected}"), (description, Assert.Single(Uses(issuer, route))));

    [Fact]
    public void Tells_EachIssuerOfEachRoute()
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddAuthorizer("two", new AuthorizerDefinition
            {
                JwtConfiguration =
                [
                    new JwtConfiguration { Issuer = "https://one.example/", Audience = ["api"] },
                    new JwtConfiguration
                    {
                        Issuer = "https://two.example/{tenantid}/v2.0", Tenants = ["t"], Audience = ["api"], JwksUri = "https://two.example/keys",
                    },
                ],
            })
            .AddOpenRoute("GET /open")
            .AddRoute("GET /a", "two")
            .AddRoute("GET /b", "two")
            .Build() with
        { Compatibility = CompatibilityMode.Standard };

        RouteClaims[] rows = [.. ClaimUses.Of(definition)];

        Assert.Equal(
            ["GET /a https://one.example/", "GET /a https://two.example/{tenantid}/v2.0", "GET /b https://one.example/", "GET /b https://two.example/{tenantid}/v2.0"],
            rows.Select(row => $"{row.Route} {row.Issuer}"));
        Assert.Equal(["tid"], rows[1].Uses.Single(use => use.Purpose == "tenant").Claims);
    }

    [Fact]
    public void ReadsNoBinding_AsTheService() => Assert.Equal(
        ["issuer and times", "audience"],
        ClaimUses.Of(new ApiDefinitionBuilder().AddJwtAuthorizer("idp", "https://id.example.com/", "api").AddRoute("GET /a", "idp").Build() with
        {
            Compatibility = CompatibilityMode.Aws,
        }).Single().Uses.Select(use => use.Purpose));

    private static string[] Uses(string issuer, string route)
    {
        string text = $$"""
            name: orders
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [orders]{{issuer}} } }
            routes:
              GET /open: { authorizationType: NONE }
              GET /a: { authorizer: idp{{route}} }
            """;
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions());
        Assert.Empty(imported.Problems);
        return
        [
            .. ClaimUses.Of(imported.Definition!).Select(row =>
                $"{row.Route} {row.Issuer} {string.Join("; ", row.Uses.Select(use => $"{use.Purpose}: {string.Join(' ', use.Claims)}"))}"),
        ];
    }
}
