using System.Text;
using System.Text.Json.Nodes;

namespace Authz.Tests.Definitions.Validation;

public sealed class ProtectedResourceValidatorTests
{
    private const string Path = "/authorizers/idp/protectedResource";

    private static readonly ProtectedResourceDefinition s_resource = new() { Resource = "https://mcp.example.com/mcp" };

    [Theory]
    [InlineData("https://mcp.example.com", null)]
    [InlineData("https://mcp.example.com/prod/mcp", null)]
    [InlineData("https://mcp.example.com/mcp?tenant=1", null)]
    [InlineData("http://localhost:8080/mcp", null)]
    [InlineData("http://127.0.0.1/mcp", null)]
    [InlineData("http://mcp.example.com/mcp", "is neither https nor on a loopback address")]
    [InlineData("mcp.example.com/mcp", "is not an absolute https URL")]
    [InlineData("", "is missing")]
    [InlineData("https://mcp.example.com/a b", "is not an absolute https URL")]
    [InlineData("https://mcp.example.com/a\"b", "is not an absolute https URL")]
    [InlineData("https://user@mcp.example.com/mcp", "has a user name")]
    [InlineData("https://mcp.example.com/mcp#part", "has a fragment")]
    [InlineData("https://mcp.example.com/a,b", "has a comma or an apostrophe, which not every client reads in a challenge")]
    [InlineData("https://mcp.example.com/a/../mcp", "has a path that is not canonical")]
    [InlineData("https://mcp.example.com//mcp", "has a path that is not canonical")]
    [InlineData("https://mcp.example.com/a%2Fb", "has a path that is not canonical")]
    public void Demands_AUrlThatClientsCanCall(string resource, string? problem) => Assert.Equal(
        problem is null
            ? ""
            : $"{Path}/resource: The resource {problem}. Write the absolute https URL that clients call, such as " +
              "'https://mcp.example.com/mcp'.",
        Problems(s_resource with { Resource = resource }));

    [Fact]
    public void Rejects_WhatClientsCannotUse() => Assert.Equal(
        $"""
        {Path}/scopesSupported/1: 'b c' is not a scope. Write one scope for each item: visible ASCII without spaces, quotes and backslashes.
        {Path}/resourceDocumentation: The documentation's URL is not an absolute https URL. Write an absolute https URL, or leave it out.
        {Path}/authorizationServers/1: 'https://id.example.com/?x' is not an authorization server. Write its issuer identifier: an https URL without query and fragment.
        """,
        Problems(s_resource with
        {
            ScopesSupported = ["a", "b c"],
            ResourceDocumentation = "docs",
            AuthorizationServers = ["https://id.example.com/", "https://id.example.com/?x"],
        }));

    [Theory]
    [InlineData("accounts.example.com")]
    [InlineData("http://id.internal/")]
    [InlineData("https://login.example/{tenantid}/v2.0")]
    public void Demands_Servers_WhereTheIssuerIsNoUrl(string issuer)
    {
        JwtConfiguration entry = TestDefinitions.Issuer with
        {
            Issuer = issuer,
            JwksUri = "https://id.example.com/keys",
            Tenants = issuer.Contains('{', StringComparison.Ordinal) ? ["one"] : [],
        };

        Assert.Equal(
            $"{Path}/authorizationServers: Clients cannot find an authorization server by the issuer '{issuer}'. Add " +
            "'authorizationServers' with the https URLs of the servers that issue the tokens.",
            Problems(s_resource, entry));
        Assert.Empty(Problems(s_resource with { AuthorizationServers = ["https://login.example/"] }, entry));
    }

    [Theory]
    [InlineData("GET /.well-known/oauth-protected-resource/mcp", true)]
    [InlineData("ANY /.well-known/oauth-protected-resource/mcp", true)]
    [InlineData("GET /.well-known/oauth-protected-resource", false)]
    [InlineData("ANY /{path+}", false)]
    [InlineData("$default", false)]
    public void Rejects_ARouteAtTheMetadatasPath(string key, bool isProblem) => Assert.Equal(
        isProblem
            ? $"/routes/{key.Replace("/", "~1", StringComparison.Ordinal)}: The metadata of 'https://mcp.example.com/mcp' is served at this " +
              "path. Remove the route: metadata needs none."
            : "",
        TestDefinitions.Problems(Define(s_resource, TestDefinitions.Issuer) with
        {
            Routes = new Dictionary<string, RouteDefinition> { [key] = TestDefinitions.Route },
        }));

    [Theory]
    [InlineData("https://other.example.com/mcp", true)]
    [InlineData("https://mcp.example.com/other", false)]
    [InlineData("https://mcp.example.com/mcp", false)]
    public void Rejects_TwoResources_ThatOnlyTheHostTellsApart(string other, bool isProblem)
    {
        AuthorizerDefinition second = new() { JwtConfiguration = [TestDefinitions.Issuer], ProtectedResource = new() { Resource = other } };
        ApiDefinition definition = Define(s_resource, TestDefinitions.Issuer);

        Assert.Equal(
            isProblem
                ? "/authorizers/other/protectedResource: Another authorizer describes a resource otherwise at " +
                  "'/.well-known/oauth-protected-resource/mcp', and only the request's 'Host' could tell them apart. Give each resource a " +
                  "path of its own, or both authorizers the same description."
                : "",
            TestDefinitions.Problems(definition with
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition>(definition.Authorizers) { ["other"] = second },
            }));
    }

    [Fact]
    public void Rejects_It_InTheServicesMode() => Assert.Equal(
        $"{Path}: 'protectedResource' has no counterpart in 'aws' compatibility. Remove it, or use 'standard' compatibility.",
        TestDefinitions.Problems(Define(s_resource, TestDefinitions.Issuer) with { Compatibility = CompatibilityMode.Aws }));

    [Fact]
    public void Reads_AndWrites_EachMember()
    {
        const string File = """
            {"compatibility":"standard","authorizers":{"idp":{"type":"JWT","identitySource":"$request.header.Authorization","jwtConfiguration":{"issuer":"https://id.example.com/","audience":["a"]},"protectedResource":{"resource":"https://a.example/mcp","scopesSupported":["s"],"resourceName":"N","resourceDocumentation":"https://d.example","authorizationServers":["https://l.example"]}}},"routes":{"GET /a":{"authorizer":"idp"}}}
            """;

        ApiDefinition definition = ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(File));

        Assert.Equal(File, JsonNode.Parse(ApiDefinitionWriter.Write(definition))!.ToJsonString());
    }

    private static string Problems(ProtectedResourceDefinition resource, JwtConfiguration? entry = null) =>
        TestDefinitions.Problems(Define(resource, entry ?? TestDefinitions.Issuer));

    private static ApiDefinition Define(ProtectedResourceDefinition resource, JwtConfiguration entry) =>
        TestDefinitions.With(new AuthorizerDefinition { JwtConfiguration = [entry], ProtectedResource = resource });
}
