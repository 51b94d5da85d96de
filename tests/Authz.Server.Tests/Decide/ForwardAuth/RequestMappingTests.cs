using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Server.Tests.Decide.ForwardAuth;

/// <summary>Where each proxy says what the request was, and that nothing else is taken for it.</summary>
public sealed class RequestMappingTests
{
    [Theory]
    [InlineData("nginx", "X-Original-Method: POST", "X-Original-URI: /a/%20?b=c", "X-Original-Host: api.example:81", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "x-original-method: POST", "X-ORIGINAL-URI: /a/%20?b=c", "x-original-host: api.example:81", "x-real-ip: 192.0.2.7")]
    [InlineData("caddy", "X-Forwarded-Method: POST", "X-Forwarded-Uri: /a/%20?b=c", "X-Forwarded-Host: api.example:81", "X-Real-IP: 192.0.2.7")]
    [InlineData(
        "traefik", "X-Forwarded-Method: POST", "X-Forwarded-Uri: /a/%20?b=c", "X-Forwarded-Host: api.example:81",
        "X-Forwarded-For: 10.0.0.1, ::ffff:192.0.2.7")]
    public void Accepts_TheProxysOwnWords(string proxy, params string[] headers)
    {
        Assert.True(TryRead(proxy, "GET", "/asked", headers, out OriginalRequest original));

        Assert.Equal("POST", original.Authorization.Method);
        Assert.Equal("/a/%20?b=c", original.Authorization.Target);
        Assert.Equal("api.example:81", original.Host);
        Assert.Equal("192.0.2.7", original.ClientAddress?.ToString());
    }

    /// <summary>What a condition asks of the header <c>Host</c> is about the client's, not about the question's.</summary>
    [Theory]
    [InlineData("api.example:81", "nginx", "X-Original-Method: GET", "X-Original-URI: /", "X-Original-Host: api.example:81", "X-Real-IP: 192.0.2.7")]
    [InlineData(null, "nginx", "X-Original-Method: GET", "X-Original-URI: /", "X-Real-IP: 192.0.2.7")]
    [InlineData("api.example", "caddy", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /", "X-Forwarded-Host: api.example", "X-Real-IP: 192.0.2.7")]
    [InlineData("api.example", "traefik", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /", "X-Forwarded-Host: api.example", "X-Forwarded-For: 192.0.2.7")]
    [InlineData("decider:9000", "envoy")]
    public void Accepts_WithTheClientsHostAmongTheHeaders(string? host, string proxy, params string[] headers)
    {
        Assert.True(TryRead(proxy, "GET", "/", [.. headers, "Host: decider:9000"], out OriginalRequest original));

        Assert.Equal(host, original.Authorization.Headers.Find("host").Value);
    }

    [Fact]
    public void Accepts_EnvoysQuestionAsTheRequestItself()
    {
        Assert.True(TryRead("envoy", "DELETE", "/a//b?c", ["Host: api.example", "X-Real-IP: 192.0.2.7"], out OriginalRequest original));

        Assert.Equal("DELETE", original.Authorization.Method);
        Assert.Equal("/a//b?c", original.Authorization.Target);
        Assert.Equal("api.example", original.Host);
        Assert.Equal("192.0.2.7", original.ClientAddress?.ToString());
    }

    [Theory]
    [InlineData("nginx", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-URI: /", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-URI: /", "X-Original-Method: GET")]
    [InlineData("nginx", "X-Original-URI: /", "X-Original-URI: /a", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-URI: /", "X-Original-Method: GET", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-URI: /", "X-Original-Method: GET", "x-original-method: PUT", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-URI: /", "X-Original-Method: ", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X_Original_URI: /", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Forwarded-Uri: /", "X-Forwarded-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("caddy", "X-Original-URI: /", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("caddy", "X-Forwarded-Uri: /", "X-Forwarded-Method: GET", "X-Forwarded-For: 192.0.2.7")]
    [InlineData("caddy", "X_Forwarded_Uri: /", "X-Forwarded-Method: GET", "X-Real-IP: 192.0.2.7")]
    [InlineData("traefik", "X-Forwarded-Uri: /", "X-Forwarded-Method: GET")]
    [InlineData("traefik", "X-Forwarded-Uri: /", "X_Forwarded_Method: GET", "X-Forwarded-For: 192.0.2.7")]
    public void Rejects_WhatIsNotSaidExactlyOnce(string proxy, params string[] headers) =>
        Assert.False(TryRead(proxy, "GET", "/asked", headers, out _));

    [Theory]
    [InlineData("nginx", "X-Original-Method: GET", "X-Original-URI: /", "X-Original-Host: a.example", "X-Real-IP: 192.0.2.7")]
    [InlineData("caddy", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /", "X-Forwarded-Host: a.example", "X-Real-IP: 192.0.2.7")]
    [InlineData("traefik", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /", "X-Forwarded-Host: a.example", "X-Forwarded-For: 192.0.2.7")]
    [InlineData("envoy", "Host: a.example", "X-Real-IP: 192.0.2.7")]
    public void Rejects_EachOfItsWordsThatIsSaidTwice(string proxy, params string[] headers)
    {
        Assert.True(TryRead(proxy, "GET", "/asked", headers, out _));
        foreach (string header in headers)
        {
            Assert.False(TryRead(proxy, "GET", "/asked", [.. headers, header], out _), header);
        }
    }

    [Theory]
    [InlineData("nginx", "X-Original-Method: GET", "X-Original-URI: /", "X-Real-IP: 192.0.2.7")]
    [InlineData("nginx", "X-Original-Method: GET", "X-Original-URI: /", "X-Original-Host: ", "X-Real-IP: 192.0.2.7")]
    [InlineData("traefik", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /", "X-Forwarded-For: 192.0.2.7")]
    public void Accepts_ARequestWithoutAHost(string proxy, params string[] headers)
    {
        Assert.True(TryRead(proxy, "GET", "/asked", headers, out OriginalRequest original));

        Assert.Empty(original.Host);
    }

    [Fact]
    public void Rejects_TwoAddressesThatEnvoyHasJoined() =>
        Assert.False(TryRead("envoy", "GET", "/asked", ["Host: a.example", "X-Real-IP: 192.0.2.7,192.0.2.8"], out _));

    [Theory]
    [InlineData("nginx", "X-Original-URI: /a", "X-Original-Method: GET", "X-Real-IP: 192.0.2.7", "X-Forwarded-Uri: /b", "X_Original_URI: /c")]
    [InlineData("caddy", "X-Forwarded-Uri: /a", "X-Forwarded-Method: GET", "X-Real-IP: 192.0.2.7", "X-Original-URI: /b", "X_Forwarded_Uri: /c")]
    public void Ignores_OtherWords(string proxy, params string[] headers)
    {
        Assert.True(TryRead(proxy, "GET", "/asked", headers, out OriginalRequest original));

        Assert.Equal("/a", original.Authorization.Target);
    }

    private static bool TryRead(string proxy, string method, string target, string[] headers, out OriginalRequest original)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        foreach (string header in headers)
        {
            string[] parts = header.Split(": ", 2);
            context.Request.Headers.Append(parts[0], parts[1]);
        }

        return ForwardAuthRequestMapping.All[proxy].TryRead(context, out original);
    }
}
