using System.Net;
using Authz.Server.Issuer;

namespace Authz.Server.Tests.Issuer;

public sealed class LoopbackPagesTests : IAsyncLifetime, IDisposable
{
    private const string App = "http://localhost:3000";

    private readonly HttpClient _client = new();
    private IssuerHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), TimeProvider.System, CancellationToken.None);
        _client.BaseAddress = new Uri(_host.Issuer.Issuer);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("GET", "/.well-known/openid-configuration", App)]
    [InlineData("GET", "/jwks", "http://127.0.0.1:5173")]
    [InlineData("POST", "/token", "https://[::1]:8443")]
    public async Task Accepts_PagesOfThisMachine(string method, string path, string origin)
    {
        using HttpResponseMessage response = await SendAsync(method, path, ("Origin", origin));

        Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal((origin, "Origin"), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Vary")));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration", "GET")]
    [InlineData("/jwks", "GET")]
    [InlineData("/token", "POST")]
    public async Task Accepts_PreflightsOfPagesOfThisMachine(string path, string method)
    {
        using HttpResponseMessage response = await SendAsync(
            "OPTIONS", path, ("Origin", App), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "dpop"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((App, method), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Methods")));
        Assert.Equal("authorization, content-type, dpop", Header(response, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("another host", "POST", "/token", "https://evil.example")]
    [InlineData("a host that begins like ours", "POST", "/token", "http://localhost.evil.example")]
    [InlineData("a sandboxed page", "POST", "/token", "null")]
    [InlineData("two origins", "POST", "/token", App + ", https://evil.example")]
    [InlineData("a URL, which is no origin", "POST", "/token", App + "/")]
    [InlineData("the preflight of another host", "OPTIONS", "/token", "https://evil.example")]
    [InlineData("another host's discovery", "GET", "/.well-known/openid-configuration", "https://evil.example")]
    [InlineData("a command", "POST", "/control/rotate", App)]
    [InlineData("the preflight of a command", "OPTIONS", "/control/rotate", App)]
    [InlineData("the echo", "GET", "/echo/a", App)]
    [InlineData("the page's form", "POST", "/authorize", App)]
    [InlineData("the page itself", "GET", "/authorize", App)]
    [InlineData("a path below", "POST", "/token/a", App)]
    public async Task Rejects_EverythingElse(string description, string method, string path, string origin)
    {
        using HttpResponseMessage response = await SendAsync(method, path, ("Origin", origin), ("Access-Control-Request-Method", "POST"));

        Assert.Equal((description, HttpStatusCode.Forbidden), (description, response.StatusCode));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, _host.Issuer.PublishedKeys.Count);
    }

    [Fact]
    public async Task Rejects_AnotherName_WhateverTheOrigin()
    {
        using HttpResponseMessage response = await SendAsync("POST", "/token", ("Origin", App), ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;
}
