using System.Net;

namespace Authz.Server.Tests.Issuer.Login;

public sealed class AuthorizeEndpointTests : IAsyncLifetime
{
    private LoginClient _client = null!;

    public async Task InitializeAsync() => _client = await LoginClient.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Accepts_ASilentLoginWithAHint_AndAnswersWithCodeStateAndIssuer()
    {
        using HttpResponseMessage response = await _client.BeginAsync(("prompt", "none"), ("login_hint", "alice"));

        Dictionary<string, string> answer = LoginClient.AnswerOf(response);
        Assert.Equal(["code", "state", "iss"], answer.Keys);
        Assert.Equal(("a b&c", _client.Host.Issuer.Issuer), (answer["state"], answer["iss"]));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("a query of its own", "http://127.0.0.1:1/?x=1", "query", "http://127.0.0.1:1/?x=1&")]
    [InlineData("the fragment", "http://[::1]:1/a", "fragment", "http://[::1]:1/a#")]
    [InlineData("https", "https://localhost:8443/", null, "https://localhost:8443/?")]
    public async Task Accepts_RedirectUrisOfThisMachine(string description, string uri, string? mode, string start)
    {
        Assert.NotEmpty(description);
        using HttpResponseMessage response = await _client.BeginAsync(
            ("prompt", "none"), ("login_hint", "alice"), ("redirect_uri", uri), ("response_mode", mode));

        Assert.NotEmpty(LoginClient.AnswerOf(response, start)["code"]);
    }

    [Theory]
    [InlineData("no client", "client_id", null, "client_id is missing")]
    [InlineData("an empty client", "client_id", "", "client_id is missing")]
    [InlineData("no redirect URI", "redirect_uri", null, "redirect_uri must be")]
    [InlineData("another host", "redirect_uri", "https://evil.example/", "redirect_uri must be")]
    [InlineData("another host that a lax reader takes for ours", "redirect_uri", "http://localhost\\@evil.example/", "redirect_uri must be")]
    [InlineData("a fragment", "redirect_uri", "http://localhost/#a", "redirect_uri must be")]
    public async Task Rejects_WithoutARedirect(string description, string name, string? value, string problem)
    {
        using HttpResponseMessage response = await _client.BeginAsync((name, value), ("prompt", "none"), ("login_hint", "alice"));

        Assert.Equal((description, HttpStatusCode.BadRequest), (description, response.StatusCode));
        Assert.Null(response.Headers.Location);
        Assert.Contains(problem, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_TwoRedirectUris_WithoutARedirect()
    {
        using HttpResponseMessage response = await _client.BeginAsync(
            [.. LoginClient.Login, new("redirect_uri", LoginClient.RedirectUri)]);

        Assert.Equal((HttpStatusCode.BadRequest, null), (response.StatusCode, response.Headers.Location));
    }

    [Theory]
    [InlineData("no response type", "invalid_request", "response_type", null)]
    [InlineData("the implicit grant", "unsupported_response_type", "response_type", "token")]
    [InlineData("an ID token at once", "unsupported_response_type", "response_type", "code id_token")]
    [InlineData("an unknown response mode", "invalid_request", "response_mode", "form_post")]
    [InlineData("no challenge", "invalid_request", "code_challenge", null)]
    [InlineData("no method, which means plain", "invalid_request", "code_challenge_method", null)]
    [InlineData("the plain method", "invalid_request", "code_challenge_method", "plain")]
    [InlineData("a short challenge", "invalid_request", "code_challenge", "abc")]
    [InlineData("a challenge with stray bits", "invalid_request", "code_challenge", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("a challenge with padding", "invalid_request", "code_challenge", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a scope with a quote", "invalid_scope", "scope", "a\"b")]
    [InlineData("none beside another prompt", "invalid_request", "prompt", "none login")]
    [InlineData("a malformed age", "invalid_request", "max_age", "-1")]
    [InlineData("a request object", "request_not_supported", "request", "a.b.c")]
    [InlineData("a request object elsewhere", "request_uri_not_supported", "request_uri", "https://evil.example/")]
    public async Task Rejects_ByARedirect(string description, string error, string name, string? value)
    {
        using HttpResponseMessage response = await _client.BeginAsync((name, value));

        Dictionary<string, string> answer = LoginClient.AnswerOf(response);
        Assert.Equal((description, error, "a b&c"), (description, answer["error"], answer["state"]));
        Assert.Equal(_client.Host.Issuer.Issuer, answer["iss"]);
        Assert.NotEmpty(answer["error_description"]);
        Assert.DoesNotContain("code", answer);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("scope")]
    [InlineData("code_challenge")]
    [InlineData("nonce")]
    public async Task Rejects_RepeatedParameters(string name)
    {
        using HttpResponseMessage response = await _client.BeginAsync([.. LoginClient.Login, new(name, LoginClient.Login[name])]);

        Dictionary<string, string> answer = LoginClient.AnswerOf(response);
        Assert.Equal("invalid_request", answer["error"]);
        Assert.Equal(name != "state", answer.ContainsKey("state"));
    }

    [Fact]
    public async Task Shows_AFormWithoutScriptThatBringsTheLoginBack()
    {
        using HttpResponseMessage response = await _client.BeginAsync(("state", "\"><script>alert(1)</script>"), ("login_hint", "<b>"));
        string page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("name=\"state\" value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;b&gt;\"", page, StringComparison.Ordinal);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_TheForm_WithTheScopesAndAudienceChosen()
    {
        using HttpResponseMessage response = await _client.FinishAsync(
            ("decision", "sign-in"), ("as_subject", "bob"), ("as_scope", "pets:read"), ("as_audience", "a b"));

        (int status, System.Text.Json.Nodes.JsonNode answer, _) = await _client.ExchangeAsync(LoginClient.AnswerOf(response)["code"]);
        Assert.Equal((200, "pets:read"), (status, answer["scope"]!.GetValue<string>()));
        Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token = new(answer["access_token"]!.GetValue<string>());
        Assert.Equal("bob", token.Subject);
        Assert.Equal(["a", "b"], token.Audiences);
    }

    [Fact]
    public async Task Rejects_ScopesBeyondTheLogin()
    {
        using HttpResponseMessage response = await _client.FinishAsync(
            ("decision", "sign-in"), ("as_subject", "bob"), ("as_scope", "admin"));

        (_, System.Text.Json.Nodes.JsonNode answer, _) = await _client.ExchangeAsync(LoginClient.AnswerOf(response)["code"]);
        Assert.Null(answer["scope"]);
        Assert.Null(answer["id_token"]);
    }

    [Theory]
    [InlineData("refused", "refuse", "bob")]
    [InlineData("no decision", null, "bob")]
    [InlineData("nobody", "sign-in", "")]
    public async Task Rejects_TheFormOfWhoDoesNotSignIn(string description, string? decision, string subject)
    {
        using HttpResponseMessage response = await _client.FinishAsync(("decision", decision), ("as_subject", subject));

        Assert.Equal((description, "access_denied"), (description, LoginClient.AnswerOf(response)["error"]));
    }

    [Fact]
    public async Task Rejects_AFormWithAnotherHostAsTarget()
    {
        using HttpResponseMessage response = await _client.FinishAsync(
            ("decision", "sign-in"), ("as_subject", "bob"), ("redirect_uri", "https://evil.example/"));

        Assert.Equal((HttpStatusCode.BadRequest, null), (response.StatusCode, response.Headers.Location));
    }

    [Fact]
    public async Task Rejects_AFormThatIsTooLarge()
    {
        using HttpResponseMessage response = await _client.FinishAsync(
            ("decision", "sign-in"), ("as_subject", new string('a', 70_000)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Rejects_ASilentLoginUntilSomebodySignedIn()
    {
        using HttpResponseMessage before = await _client.BeginAsync(("prompt", "none"));
        using HttpResponseMessage signIn = await _client.FinishAsync(("decision", "sign-in"), ("as_subject", "bob"));
        _client.Clock.Advance(TimeSpan.FromSeconds(100));
        using HttpResponseMessage after = await _client.BeginAsync(("prompt", "none"), ("max_age", "100"));
        using HttpResponseMessage tooLate = await _client.BeginAsync(("prompt", "none"), ("max_age", "99"));

        Assert.Equal("login_required", LoginClient.AnswerOf(before)["error"]);
        Assert.Equal("login_required", LoginClient.AnswerOf(tooLate)["error"]);
        (_, System.Text.Json.Nodes.JsonNode answer, _) = await _client.ExchangeAsync(LoginClient.AnswerOf(after)["code"]);
        Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token = new(answer["id_token"]!.GetValue<string>());
        Assert.Equal("bob", token.Subject);
        Assert.Equal(
            _client.Clock.GetUtcNow().AddSeconds(-100).ToUnixTimeSeconds(), token.GetPayloadValue<long>("auth_time"));
    }
}
