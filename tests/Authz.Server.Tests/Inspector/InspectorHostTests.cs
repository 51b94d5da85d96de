using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Authz.Server.Inspector;
using Authz.Testing;

namespace Authz.Server.Tests.Inspector;

public sealed class InspectorHostTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new();
    private InspectorUnderTest _inspector = null!;

    public async Task InitializeAsync()
    {
        _inspector = await InspectorUnderTest.StartAsync();
        _client.BaseAddress = _inspector.Address;
    }

    public async Task DisposeAsync() => await _inspector.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Serves_OneSmallPageThatLoadsNothingElse()
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri("/", UriKind.Relative));
        string page = await response.Content.ReadAsStringAsync();
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.InRange(page.Length, 1, 100_000);
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Shows_RoutesIssuersAndDecisions()
    {
        await _inspector.DecideAsync("GET", "/pets");
        await _inspector.DecideAsync("GET", "/pets");
        await _inspector.DecideAsync("GET", "/nothing");
        JsonElement state = await _client.GetFromJsonAsync<JsonElement>(new Uri("/state", UriKind.Relative));

        Assert.Equal(5, state.GetProperty("routes").GetArrayLength());
        Assert.Equal("http://127.0.0.1:5001/", state.GetProperty("routes")[0].GetProperty("backend").GetString());
        Assert.Equal("route_open", state.GetProperty("routes")[4].GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal("cors_missing", state.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal(2, state.GetProperty("issuers")[0].GetProperty("keys").GetArrayLength());
        Assert.True(state.GetProperty("issuers")[0].GetProperty("nextRefreshSeconds").GetDouble() > 0);
        Assert.Equal(
            [("GET /pets", "token_missing", 2), (null, "route_not_found", 1)],
            state.GetProperty("decisions").EnumerateArray().Select(one =>
                (one.GetProperty("route").GetString(), one.GetProperty("reason").GetString()!, one.GetProperty("count").GetInt32())));
    }

    [Fact]
    public async Task Explains_AToken_AndKeepsNothingOfIt()
    {
        string token = _inspector.Issuer.Mint("pets-api", "pets:write");
        using HttpResponseMessage response = await _client.PostAsJsonAsync(
            new Uri("/explain", UriKind.Relative), new { request = "GET /pets/7", token });
        string answer = await response.Content.ReadAsStringAsync();
        string state = await _client.GetStringAsync(new Uri("/state", UriKind.Relative));

        Assert.Equal("scope_missing", JsonElement.Parse(answer).GetProperty("reason").GetString());
        Assert.DoesNotContain(token.Split('.')[2], answer, StringComparison.Ordinal);
        Assert.Empty(JsonElement.Parse(state).GetProperty("decisions").EnumerateArray());
        Assert.DoesNotContain("test-subject", state, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON", "application/json", "x", HttpStatusCode.BadRequest)]
    [InlineData("a name twice", "application/json", """{"request":"GET /","request":"GET /a"}""", HttpStatusCode.BadRequest)]
    [InlineData("an unknown member", "application/json", """{"request":"GET /","tokne":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("no request", "application/json", """{"token":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("no target", "application/json", """{"request":"GET","token":null}""", HttpStatusCode.BadRequest)]
    [InlineData("a form's type", "text/plain", """{"request":"GET /","token":null}""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a request", "application/json; charset=utf-8", """{"request":"GET /","token":null}""", HttpStatusCode.OK)]
    public async Task Reads_QuestionsStrictly(string description, string type, string body, HttpStatusCode expected)
    {
        using StringContent content = new(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage response = await _client.PostAsync(new Uri("/explain", UriKind.Relative), content);

        Assert.Equal((description, expected), (description, response.StatusCode));
    }

    [Theory]
    [InlineData("another name, as in DNS rebinding", "Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("another page's script", "Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("another local server's script", "Origin", "http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("another page's image", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("another local server's image", "Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("its own page", "Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task Serves_ItsOwnPageOnly(string description, string header, string value, HttpStatusCode expected)
    {
        foreach (string path in new[] { "/", "/state" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage response = await _client.SendAsync(request);

            Assert.Equal((description, expected), (description, response.StatusCode));
            string body = await response.Content.ReadAsStringAsync();
            Assert.Equal(expected == HttpStatusCode.Forbidden, body.Length == 0);
            Assert.Equal(expected == HttpStatusCode.OK, body.Contains("Authz inspector", StringComparison.Ordinal) || body.Contains("\"routes\"", StringComparison.Ordinal));
            Assert.DoesNotContain(response.Headers, one => one.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Tries_APastedDefinitionOut_AndFetchesNothing()
    {
        string token = _inspector.Issuer.Mint("pets-api", "pets:read");
        long fetches = _inspector.Issuer.DiscoveryRequests + _inspector.Issuer.KeySetRequests;
        string definition = $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{_inspector.Issuer.Issuer}}", "audience": ["pets-api"] } } },
              "routes": { "GET /pets/{id}": { "authorizer": "idp", "authorizationScopes": ["pets:admin"] } }
            }
            """;

        JsonElement answer = await AskAsync(new { request = "GET /pets/7", token, definition, jwks = (string?)null });
        Assert.Equal("scope_missing", answer.GetProperty("explanation").GetProperty("reason").GetString());
        Assert.Contains(
            answer.GetProperty("changes").EnumerateArray(), change => change.GetProperty("subject").GetString() == "GET /pets/{id}");

        // Another issuer's keys are not in force here, and a kid that is unknown is not looked for.
        string foreign = definition.Replace("id.example.com", "other.example.com", StringComparison.Ordinal);
        FakeIssuer other = new("https://other.example.com/");
        JsonElement without = await AskAsync(new { request = "GET /pets/7", token = other.Mint("pets-api", "pets:admin"), definition = foreign, jwks = (string?)null });
        Assert.Equal("keys_unavailable", without.GetProperty("explanation").GetProperty("reason").GetString());
        JsonElement pasted = await AskAsync(new
        {
            request = "GET /pets/7",
            token = other.Mint("pets-api", "pets:admin"),
            definition = foreign,
            jwks = (string?)other.CreateKeySet().ToJsonString(),
        });
        Assert.Equal("allowed", pasted.GetProperty("explanation").GetProperty("outcome").GetString());
        Assert.Equal(fetches, _inspector.Issuer.DiscoveryRequests + _inspector.Issuer.KeySetRequests);
        Assert.Empty(_inspector.Decisions.ToList());
    }

    [Theory]
    [InlineData("no definition", "", "The file is empty")]
    [InlineData("a definition that is not usable", """{ "authorizers": {}, "routes": { "GET /": { "authorizer": "nobody" } } }""", "nobody")]
    [InlineData("a file that is not read", """{ "authorizers": {}, "routes": { "$ref": "/etc/passwd" } }""", "$ref")]
    public async Task Tells_WhatIsWrongWithAPastedDefinition(string description, string definition, string problem)
    {
        JsonElement answer = await AskAsync(new { request = "GET /", token = (string?)null, definition, jwks = (string?)null });

        Assert.NotEmpty(description);
        Assert.Contains(problem, string.Join('\n', answer.GetProperty("problems").EnumerateArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_RecentDecisions_WithoutTokenOrQuery()
    {
        string token = _inspector.Issuer.Mint("pets-api", "pets:read");
        for (int number = 0; number < 150; number++)
        {
            _inspector.Decisions.Recent.Add(
                DateTimeOffset.UnixEpoch.AddSeconds(number), "GET", $"/pets/{number}?access_token={token}", "GET /pets/{id}", RefusalReason.TokenExpired);
        }

        string state = await _client.GetStringAsync(new Uri("/state", UriKind.Relative));

        JsonElement[] recent = [.. JsonElement.Parse(state).GetProperty("recent").EnumerateArray()];
        Assert.Equal((100, "/pets/149", "token_expired"), (recent.Length, recent[0].GetProperty("path").GetString(), recent[0].GetProperty("reason").GetString()));
        Assert.DoesNotContain("access_token", state, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", state, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_EveryDecision_UnderThreads()
    {
        DecisionCounts counts = new();
        Parallel.For(0, 10_000, _ => counts.Add(null, RefusalReason.RouteNotFound));

        Assert.Equal(10_000, counts.ToList().Single().Count);
    }

    private async Task<JsonElement> AskAsync(object question)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri("/what-if", UriKind.Relative), question);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
