using System.Text;
using System.Text.Json;
using SdkMetadata = ModelContextProtocol.Authentication.ProtectedResourceMetadata;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>Metadata is what RFC 9728 section 2 requires, and what the readers of both SDKs take for it.</summary>
public sealed class McpMetadataTests
{
    public static TheoryData<string, string, string> Resources => new()
    {
        { """{ "resource": "https://mcp.example.com/mcp" }""", "", "authorization_servers bearer_methods_supported resource" },
        { """{ "resource": "http://127.0.0.1:5000" }""", "", "authorization_servers bearer_methods_supported resource" },
        {
            """
            { "resource": "https://mcp.example.com/mcp", "scopesSupported": ["a", "b"], "resourceName": "Wetter \"heute\" é",
              "resourceDocumentation": "https://docs.example/a", "authorizationServers": ["https://login.example", "https://other.example/x"] }
            """,
            "",
            "authorization_servers bearer_methods_supported resource resource_documentation resource_name scopes_supported"
        },
        {
            """{ "resource": "https://mcp.example.com/mcp" }""",
            """, "tokenBinding": { "dpop": "REQUIRED", "mutualTls": "REFUSED", "origins": ["https://mcp.example.com"] }""",
            "authorization_servers bearer_methods_supported dpop_bound_access_tokens_required resource"
        },
    };

    [SkippableTheory]
    [MemberData(nameof(Resources))]
    public async Task IsRead_ByTheSdkOfTypeScript(string resource, string more, string members)
    {
        await using NodeScript script = NodeScript.Start("metadata.mjs", MetadataOf(resource, more));

        Assert.Equal(members, Assert.Single(await script.ReadToEndAsync()));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void IsRead_ByTheSdkOfCSharp(string resource, string more, string members)
    {
        string json = MetadataOf(resource, more);

        SdkMetadata read = JsonSerializer.Deserialize<SdkMetadata>(json)!;

        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(document.RootElement.GetProperty("resource").GetString(), read.Resource?.ToString());
        Assert.Equal(
            document.RootElement.GetProperty("authorization_servers").EnumerateArray().Select(server => server.GetString()),
            read.AuthorizationServers.Select(server => server.ToString()));
        Assert.Equal(members.Split(' '), document.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    private static string MetadataOf(string resource, string more)
    {
        string text = $$"""
            {
              "authorizers": { "idp": { "type": "JWT",
                "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["https://mcp.example.com/mcp", "http://127.0.0.1:5000"] },
                "protectedResource": {{resource}}{{more}} } },
              "routes": { "ANY /mcp": { "authorizer": "idp" } }
            }
            """;
        Assert.True(
            ApiDefinitionReader.TryRead(Encoding.UTF8.GetBytes(text), out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems),
            string.Join('\n', problems));
        using ApiAuthorizer authorizer = new(definition!);
        return Encoding.UTF8.GetString(authorizer.Current.ProtectedResources.Single().Json.Span);
    }
}
