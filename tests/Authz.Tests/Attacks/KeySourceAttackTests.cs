using System.Collections.Concurrent;
using Authz.Keys;
using Authz.Keys.Sources;
using Authz.Tests.Keys;

namespace Authz.Tests.Attacks;

/// <summary>Where keys may come from: no document leads to http or into this machine unless the definition says so itself.</summary>
public sealed class KeySourceAttackTests : IDisposable
{
    private const string Issuer = "https://id.example.com/tenant/";

    private static readonly TestJwk s_key = TestJwk.Create("key");

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http://idp:8080/tenant/", "http://idp:8080/keys", "idp:8080")]
    [InlineData("http://idp:8080/tenant/", "http://IDP:8080/keys", "idp:8080")]
    [InlineData("http://idp:8080/tenant/", "http://idp:8080/keys", "IDP:8080")]
    [InlineData("http://idp/tenant/", "http://idp/keys", "idp:80")]
    [InlineData("http://idp:8080/tenant/", "http://keys:80/keys", "idp:8080 keys:80")]
    [InlineData("http://idp:8080/tenant/", "https://elsewhere.example.com/keys", "idp:8080")]
    [InlineData("http://127.0.0.1:5000/tenant/", "http://127.0.0.1:5001/keys", "")]
    [InlineData("http://localhost:5000/tenant/", "http://keys:80/keys", "keys:80")]
    public async Task Accepts_Http_FromHostsThatTheDefinitionNames(string issuer, string keys, string hosts) =>
        Assert.True(await IsUsableAsync(Entry(issuer, hosts), issuer, keys));

    [Theory]
    [InlineData("https://id.example.com/tenant/", "http://idp:8080/keys", "idp:8080", "a document over https")]
    [InlineData("https://id.example.com/tenant/", "http://127.0.0.1/keys", "127.0.0.1:80", "a document over https")]
    [InlineData("http://idp:8080/tenant/", "http://127.0.0.1:5000/keys", "idp:8080", "into this machine")]
    [InlineData("http://idp:8080/tenant/", "http://localhost/keys", "idp:8080", "into this machine")]
    [InlineData("http://idp:8080/tenant/", "http://[::1]/keys", "idp:8080", "into this machine")]
    [InlineData("http://idp:8080/tenant/", "http://idp:8081/keys", "idp:8080", "another port")]
    [InlineData("http://idp:8080/tenant/", "http://idp/keys", "idp:8080", "the default port")]
    [InlineData("http://idp:8080/tenant/", "http://idp:8080.example.com/keys", "idp:8080", "a suffix")]
    [InlineData("http://idp:8080/tenant/", "http://x.idp:8080/keys", "idp:8080", "a prefix")]
    [InlineData("http://idp:8080/tenant/", "http://idp.example:8080/keys", "idp:8080", "a longer host")]
    [InlineData("http://idp:8080/tenant/", "http://idp:8080@evil.example/keys", "idp:8080", "user information")]
    [InlineData("http://idp:8080/tenant/", "http://evil@idp:8080/keys", "idp:8080", "user information")]
    [InlineData("http://idp:8080/tenant/", "http://evil.example#idp:8080/keys", "idp:8080", "a fragment")]
    [InlineData("http://idp:8080/tenant/", "http://evil.example/idp:8080", "idp:8080", "a path")]
    [InlineData("http://127.0.0.1:5000/tenant/", "http://idp:8080/keys", "", "a host that is not named")]
    [InlineData("http://127.0.0.1:5000/tenant/", "file:///etc/passwd", "", "a file")]
    public async Task Rejects_EveryOtherHttp_ThatADocumentNames(string issuer, string keys, string hosts, string description) =>
        Assert.False(await IsUsableAsync(Entry(issuer, hosts), issuer, keys), description);

    [Theory]
    [InlineData("idp")]
    [InlineData("idp:")]
    [InlineData("idp:0x50")]
    [InlineData("idp:99999")]
    [InlineData("*:8080")]
    [InlineData("*.example.com:8080")]
    [InlineData("http://idp:8080")]
    [InlineData("idp:8080/")]
    [InlineData("user@idp:8080")]
    [InlineData(" idp:8080")]
    [InlineData("idp:8080 ")]
    [InlineData("")]
    public void Rejects_WhatIsNoHostWithItsPort(string host) => Assert.Contains(
        "is not a host with its port. Write 'HOST:PORT'",
        Problems(Entry("https://id.example.com/", "") with { InsecureHttpHosts = [host] }), StringComparison.Ordinal);

    [Fact]
    public async Task Discovers_ElsewhereThanBelowTheIssuer_YetForThatIssuerOnly()
    {
        JwtConfiguration entry = Entry(Issuer, "") with { MetadataUri = "https://login.example.com/metadata" };

        Assert.True(await IsUsableAsync(entry, Issuer, "https://id.example.com/keys"));
        Assert.False(await IsUsableAsync(entry, "https://other.example.com/", "https://id.example.com/keys"));
    }

    [Theory]
    [InlineData("https://id.example.com/keys", "id.example.com", "id.example.com:443")]
    [InlineData("https://ID.example.com:443/keys", "id.example.com", "id.example.com:443")]
    [InlineData("https://elsewhere.example.com/keys", "id.example.com", null)]
    [InlineData("https://id.example.com:8443/keys", "id.example.com", null)]
    [InlineData("https://id.example.com.evil.example/keys", "id.example.com", null)]
    [InlineData("https://x.id.example.com/keys", "id.example.com", null)]
    public async Task Shows_TheBearerToken_ToTheOriginOfTheDefinitionOnly(string keys, string discovered, string? shown)
    {
        string file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "secret-1\n");
        ConcurrentBag<(string Authority, string? Token)> seen = [];
        JwtConfiguration entry = Entry(Issuer, "") with { JwksBearerTokenFile = file };

        Assert.True(await IsUsableAsync(entry, Issuer, keys, request => seen.Add(
            ($"{request.RequestUri!.Host}:{request.RequestUri.Port}", request.Headers.Authorization?.ToString()))));

        Assert.Contains(($"{discovered}:443", "Bearer secret-1"), seen);
        string asked = new Uri(keys).IdnHost + ":" + new Uri(keys).Port;
        Assert.All(seen.Where(request => request.Authority == asked), request => Assert.Equal(
            request.Authority == shown ? "Bearer secret-1" : null, request.Token));
    }

    [Fact]
    public async Task Reads_TheBearerToken_AnewForEachFetch()
    {
        string file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "first");
        FetchCredential credential = new(file, new Uri("https://id.example.com/keys"));
        Assert.Equal("Bearer first", await credential.ReadAsync(new Uri("https://id.example.com/keys"), default));

        await File.WriteAllTextAsync(file, "second");
        Assert.Equal("Bearer second", await credential.ReadAsync(new Uri("https://id.example.com/other"), default));
        Assert.Null(await credential.ReadAsync(new Uri("http://id.example.com/keys"), default));
    }

    [Theory]
    [InlineData("", "It is empty")]
    [InlineData("two tokens", "must hold one token")]
    [InlineData("to\nken", "must hold one token")]
    [InlineData("t\u00f6ken", "must hold one token")]
    [InlineData("   ", "must hold one token")]
    public async Task Rejects_AFileWithoutOneToken_AndNeverTellsWhatItHolds(string content, string cause)
    {
        string file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, content);
        FetchCredential credential = new(file, new Uri("https://id.example.com/keys"));

        IOException thrown = await Assert.ThrowsAsync<IOException>(
            () => credential.ReadAsync(new Uri("https://id.example.com/keys"), default));

        Assert.Contains(cause, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ABearerToken_WhereKeysMayComeOverHttp()
    {
        JwtConfiguration entry = Entry("https://id.example.com/", "") with { JwksBearerTokenFile = "token" };

        Assert.Equal("", Problems(entry));
        Assert.Contains("jwksBearerTokenFile", Problems(entry with { InsecureHttpHosts = ["idp:8080"] }), StringComparison.Ordinal);
        Assert.Contains("jwksBearerTokenFile", Problems(entry with { Issuer = "http://127.0.0.1:5000/" }), StringComparison.Ordinal);
        Assert.Contains("jwksBearerTokenFile", Problems(entry with { JwksFile = "keys.json" }), StringComparison.Ordinal);
    }

    private static JwtConfiguration Entry(string issuer, string hosts) => new()
    {
        Issuer = issuer,
        Audience = ["api"],
        InsecureHttpHosts = hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };

    private static string Problems(JwtConfiguration entry)
    {
        ApiDefinition definition = TestApi.Define(CompatibilityMode.Standard, entry, new RouteDefinition { Authorizer = "idp" });
        try
        {
            new ApiAuthorizer(definition).Dispose();
            return "";
        }
        catch (ApiDefinitionException exception)
        {
            return exception.Message;
        }
    }

    private static async Task<bool> IsUsableAsync(
        JwtConfiguration entry, string named, string keys, Action<HttpRequestMessage>? seen = null)
    {
        Assert.Equal("", Problems(entry));
        using KeysUnderTest test = new(entry: entry);
        test.Remote.Answer = (request, _) =>
        {
            seen?.Invoke(request);
            return Task.FromResult(test.Remote.Json(
                request.RequestUri!.AbsolutePath.Contains("well-known", StringComparison.Ordinal) || request.RequestUri.AbsolutePath == "/metadata"
                    ? $$"""{"issuer":"{{named}}","jwks_uri":"{{keys}}"}"""
                    : TestJwk.SetOf(s_key.Json)));
        };
        await test.Keys.WarmUpAsync(default);
        return test.Keys.IsUsable;
    }
}
