using System.Text;
using System.Text.Json.Nodes;
using Authz.Tests.Definitions;

namespace Authz.Tests;

/// <summary>The document of RFC 9728 section 2.</summary>
public sealed class ProtectedResourceMetadataTests
{
    private static readonly ProtectedResourceDefinition s_resource = new() { Resource = "https://mcp.example.com/mcp" };

    [Fact]
    public void Names_TheIssuers_AndNoScopes_ByDefault() => Assert.Equal(
        """
        {"resource":"https://mcp.example.com/mcp","authorization_servers":["https://id.example.com/"],"bearer_methods_supported":["header"]}
        """,
        JsonOf(s_resource));

    [Fact]
    public void Says_WhatTheDefinitionSays() => Assert.Equal(
        """
        {"resource":"https://mcp.example.com/mcp","authorization_servers":["https://login.example"],"scopes_supported":["a","b"],"bearer_methods_supported":["header"],"resource_name":"Wetter \"heute\" é","resource_documentation":"https://docs.example"}
        """,
        JsonOf(s_resource with
        {
            ScopesSupported = ["a", "b"],
            ResourceName = "Wetter \"heute\" é",
            ResourceDocumentation = "https://docs.example",
            AuthorizationServers = ["https://login.example"],
        }));

    [Theory]
    [InlineData("$request.header.Authorization", "header")]
    [InlineData("$request.header.authorization", "header")]
    [InlineData("$request.querystring.access_token", "query")]
    [InlineData("$request.header.X-Token", null)]
    [InlineData("$request.querystring.token", null)]
    public void Names_TheBearerMethodsOfRfc6750_Alone(string source, string? method) => Assert.Equal(
        method is null ? [] : [method],
        JsonNode.Parse(JsonOf(s_resource, source))!["bearer_methods_supported"]!.AsArray().Select(item => (string?)item));

    [Theory]
    [InlineData("GET", "/.well-known/oauth-protected-resource/mcp", true)]
    [InlineData("HEAD", "/.well-known/oauth-protected-resource/mcp", true)]
    [InlineData("POST", "/.well-known/oauth-protected-resource/mcp", false)]
    [InlineData("GET", "/.well-known/oauth-protected-resource", false)]
    [InlineData("GET", "/.well-known/oauth-protected-resource/MCP", false)]
    [InlineData("GET", "/.well-known/oauth-protected-resource/mcp/", false)]
    [InlineData("GET", "/.well-known/oauth-protected-resource/mcp?x=1", false)]
    [InlineData("GET", "/prod/.well-known/oauth-protected-resource/mcp", false)]
    [InlineData("GET", "/mcp", false)]
    public void IsFound_AtItsOwnPlaceAlone(string method, string target, bool isFound)
    {
        using ApiAuthorizer authorizer = new(Define(s_resource));

        Assert.Equal(isFound, authorizer.Current.FindMetadata(method, target) is not null);
        Assert.Equal("https://mcp.example.com/.well-known/oauth-protected-resource/mcp", authorizer.Current.ProtectedResources.Single().Url);
    }

    private static string JsonOf(ProtectedResourceDefinition resource, string source = AuthorizerDefinition.DefaultIdentitySource)
    {
        using ApiAuthorizer authorizer = new(Define(resource, source));
        return Encoding.UTF8.GetString(authorizer.Current.ProtectedResources.Single().Json.Span);
    }

    private static ApiDefinition Define(
        ProtectedResourceDefinition resource, string source = AuthorizerDefinition.DefaultIdentitySource) =>
        TestDefinitions.With(new AuthorizerDefinition
        {
            IdentitySource = source,
            JwtConfiguration = [TestDefinitions.Issuer],
            ProtectedResource = resource,
        });
}
