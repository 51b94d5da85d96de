using Authz.ProtectedResources;

namespace Authz.Tests.ProtectedResources;

/// <summary>RFC 9728 section 3.1.</summary>
public sealed class MetadataUrlTests
{
    [Theory]
    [InlineData("https://resource.example.com", "https://resource.example.com/.well-known/oauth-protected-resource")]
    [InlineData("https://resource.example.com/", "https://resource.example.com/.well-known/oauth-protected-resource")]
    [InlineData("https://resource.example.com/resource1", "https://resource.example.com/.well-known/oauth-protected-resource/resource1")]
    [InlineData("https://a.example/prod/mcp", "https://a.example/.well-known/oauth-protected-resource/prod/mcp")]
    [InlineData("https://a.example/mcp/", "https://a.example/.well-known/oauth-protected-resource/mcp/")]
    [InlineData("https://a.example:8443/mcp", "https://a.example:8443/.well-known/oauth-protected-resource/mcp")]
    [InlineData("https://a.example/mcp?tenant=1", "https://a.example/.well-known/oauth-protected-resource/mcp?tenant=1")]
    [InlineData("https://a.example?tenant=1", "https://a.example/.well-known/oauth-protected-resource?tenant=1")]
    [InlineData("https://a.example/?tenant=1", "https://a.example/.well-known/oauth-protected-resource?tenant=1")]
    [InlineData("http://127.0.0.1:8080/mcp", "http://127.0.0.1:8080/.well-known/oauth-protected-resource/mcp")]
    public void InsertsTheWellKnownPath_BetweenHostAndPath(string resource, string expected)
    {
        MetadataUrl url = MetadataUrl.Of(resource);

        Assert.Equal(expected, url.Url);
        Assert.Equal(new Uri(expected).PathAndQuery, url.Target);
        Assert.Equal(new Uri(expected).AbsolutePath, url.Path);
    }
}
