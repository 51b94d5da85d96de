using System.Net;
using System.Text.Json.Nodes;
using Authz.Server.Issuer;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Authz.Server.Tests.Issuer;

public sealed class IssuerHostTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddDays(10_000));
    private readonly HttpClient _client = new();
    private IssuerHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), _clock, CancellationToken.None);
        _client.BaseAddress = new Uri(_host.Issuer.Issuer);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Serves_DiscoveryAndKeysUnderItsOwnName()
    {
        JsonNode discovery = (await GetJsonAsync("/.well-known/openid-configuration"))!;

        Assert.Equal(_client.BaseAddress!.AbsoluteUri, discovery["issuer"]!.GetValue<string>());
        JsonNode keySet = (await GetJsonAsync(discovery["jwks_uri"]!.GetValue<string>()))!;
        Assert.Equal(["RS256", "ES256"], keySet["keys"]!.AsArray().Select(key => key!["alg"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Token_HasTheClaimsAskedFor()
    {
        JsonNode answer = await AskForTokenAsync(
            ("grant_type", "client_credentials"), ("client_id", "me"), ("audience", "pets-api"), ("scope", "a b"), ("alg", "ES256"),
            ("claim", "team=red"), ("claim", "roles:=[1]"), ("expires_in", "5m"));

        JsonWebToken token = new(answer["access_token"]!.GetValue<string>());
        Assert.Equal(("ES256", "at+jwt"), (token.Alg, token.Typ));
        Assert.Equal(("me", "a b", "red"), (token.Subject, token.GetClaim("scope").Value, token.GetClaim("team").Value));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(5).UtcDateTime, token.ValidTo);
        Assert.Equal(
            ("Bearer", 300, "a b"),
            (answer["token_type"]!.GetValue<string>(), answer["expires_in"]!.GetValue<int>(), answer["scope"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Token_NamesEveryAudienceAndResource()
    {
        JsonNode answer = await AskForTokenAsync(("grant_type", "client_credentials"), ("audience", "a"), ("resource", "b"));

        Assert.Equal(["a", "b"], new JsonWebToken(answer["access_token"]!.GetValue<string>()).Audiences);
    }

    [Fact]
    public async Task Token_RequestedAsExpired_WasOnceValid()
    {
        JsonNode answer = await AskForTokenAsync(("grant_type", "client_credentials"), ("audience", "a"), ("expires_in", "-10m"));

        JsonWebToken token = new(answer["access_token"]!.GetValue<string>());
        Assert.True(token.ValidFrom < token.ValidTo);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(-10).UtcDateTime, token.ValidTo);
    }

    [Theory]
    [InlineData("no grant", "unsupported_grant_type", "audience=a")]
    [InlineData("another grant", "unsupported_grant_type", "audience=a&grant_type=password")]
    [InlineData("unsupported algorithm", "invalid_request", "grant_type=client_credentials&audience=a&alg=HS256")]
    [InlineData("unknown key name", "invalid_request", "grant_type=client_credentials&audience=a&key_name=x5u")]
    [InlineData("malformed header", "invalid_request", "grant_type=client_credentials&audience=a&header=x")]
    [InlineData("empty tenant", "invalid_request", "grant_type=client_credentials&audience=a&tenant=")]
    [InlineData("tenant of two segments", "invalid_request", "grant_type=client_credentials&audience=a&tenant=a/b")]
    [InlineData("malformed claim", "invalid_request", "grant_type=client_credentials&audience=a&claim=x")]
    [InlineData("malformed lifetime", "invalid_request", "grant_type=client_credentials&audience=a&expires_in=soon")]
    public async Task Rejects_TokenRequests(string description, string error, string form)
    {
        Assert.NotEmpty(description);
        using StringContent content = new(form, null, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await _client.PostAsync(new Uri("/token", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_WithoutAudience_HasNoAud()
    {
        JsonWebToken token = await MintAsync();

        Assert.False(token.TryGetPayloadValue<object>("aud", out _));
        Assert.Equal("dev-client", token.GetClaim("client_id").Value);
    }

    [Theory]
    [InlineData("kid", "kid")]
    [InlineData("x5t", "x5t")]
    [InlineData("x5t#S256", "x5t#S256")]
    [InlineData("none", null)]
    public async Task Token_NamesItsKeyAsAskedFor(string keyName, string? member)
    {
        JsonWebToken token = await MintAsync(("key_name", keyName));

        string keyId = _host.Issuer.CurrentKey.KeyId;
        Assert.Equal(
            member is null ? [] : [(member, keyId)],
            from name in (string[])["kid", "x5t", "x5t#S256"]
            where token.TryGetHeaderValue(name, out string _)
            select (name, token.GetHeaderValue<string>(name)));
    }

    [Fact]
    public async Task Token_HasTheHeaderAskedFor()
    {
        JsonWebToken token = await MintAsync(("header", "jku=https://a.example/keys"), ("header", "typ=JWT"), ("header", "x:=[1]"));

        Assert.Equal(("https://a.example/keys", "JWT"), (token.GetHeaderValue<string>("jku"), token.Typ));
        Assert.Equal("[1]", token.GetHeaderValue<System.Text.Json.JsonElement>("x").GetRawText());
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public async Task Token_OfAnotherAlgorithm_HasAKeyThatIsPublished(string algorithm)
    {
        JsonWebToken first = await MintAsync(("alg", algorithm));
        JsonWebToken second = await MintAsync(("alg", algorithm));

        Assert.Equal((algorithm, first.Kid), (first.Alg, second.Kid));
        JsonNode keySet = (await GetJsonAsync("/jwks"))!;
        Assert.Contains(keySet["keys"]!.AsArray(), key => key!["kid"]!.GetValue<string>() == first.Kid);
    }

    [Fact]
    public async Task Tenant_HasItsIssuer_AndTheDocumentsOfAllTenantsNameTheTemplate()
    {
        JsonWebToken token = await MintAsync(("tenant", "t1"));
        JsonNode discovery = (await GetJsonAsync("/organizations/.well-known/openid-configuration"))!;
        JsonNode keySet = (await GetJsonAsync(discovery["jwks_uri"]!.GetValue<string>()))!;

        string address = _host.Issuer.Issuer;
        Assert.Equal((address + "t1/", "t1"), (token.Issuer, token.GetClaim("tid").Value));
        Assert.Equal(address + "{tenantid}/", discovery["issuer"]!.GetValue<string>());
        Assert.All(keySet["keys"]!.AsArray(), key => Assert.Equal(address + "{tenantid}/", key!["issuer"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("plain", true, false, 256)]
    [InlineData("leading-zeros", true, false, 257)]
    [InlineData("without-kid", false, false, 256)]
    [InlineData("x5t", false, true, 256)]
    public async Task Keys_AreWrittenInTheFormAskedFor(string form, bool hasKid, bool hasX5t, int octetsOfModulus)
    {
        using HttpResponseMessage accepted = await PostAsync($"/control/keys?form={form}");
        JsonNode key = (await GetJsonAsync("/jwks"))!["keys"]![0]!;

        Assert.Equal((hasKid, hasX5t, hasX5t), (key["kid"] is not null, key["x5t"] is not null, key["x5t#S256"] is not null));
        byte[] modulus = System.Buffers.Text.Base64Url.DecodeFromChars(key["n"]!.GetValue<string>());
        Assert.Equal((octetsOfModulus, octetsOfModulus == 257), (modulus.Length, modulus[0] == 0));
    }

    [Theory]
    [InlineData("me:secret", "me")]
    [InlineData("a%3Ab+c:s", "a:b c")]
    public async Task Token_IsOfTheClientThatAuthenticatesByBasic(string credentials, string client)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/token");
        request.Headers.TryAddWithoutValidation(
            "Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(credentials)));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using HttpResponseMessage response = await _client.SendAsync(request);

        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(client, new JsonWebToken(answer["access_token"]!.GetValue<string>()).Subject);
    }

    [Fact]
    public async Task Rotate_PublishesANewKey_AndWithdrawRemovesIt()
    {
        using HttpResponseMessage rotated = await PostAsync("/control/rotate?alg=ES384");
        string keyId = JsonNode.Parse(await rotated.Content.ReadAsStringAsync())!["kid"]!.GetValue<string>();
        Assert.Equal(keyId, _host.Issuer.FindKey("ES384")!.KeyId);

        using HttpResponseMessage withdrawn = await PostAsync($"/control/withdraw?kid={keyId}");
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        Assert.DoesNotContain(keyId, (await GetJsonAsync("/jwks"))!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_AnswersWithTheStatusUntilItsTimeIsOver()
    {
        using HttpResponseMessage accepted = await PostAsync("/control/fail?status=502&for=30s");

        Assert.Equal(HttpStatusCode.BadGateway, await GetStatusAsync("/jwks"));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync("/jwks"));
    }

    [Fact]
    public async Task Flap_FailsEverySecondRequest()
    {
        using HttpResponseMessage accepted = await PostAsync("/control/flap");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetStatusAsync("/jwks"));
        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync("/jwks"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetStatusAsync("/jwks"));
    }

    [Fact]
    public async Task Garbage_IsInvalidJson_UntilRecovered()
    {
        using HttpResponseMessage accepted = await PostAsync("/control/garbage");
        Assert.StartsWith("<!doctype html>", await _client.GetStringAsync(new Uri("/jwks", UriKind.Relative)), StringComparison.Ordinal);

        using HttpResponseMessage recovered = await PostAsync("/control/recover");
        Assert.NotNull(await GetJsonAsync("/jwks"));
    }

    [Fact]
    public async Task Stall_AnswersOnceItIsOver()
    {
        using HttpResponseMessage accepted = await PostAsync("/control/stall?for=5m");
        Task<JsonNode?> answer = GetJsonAsync("/jwks");
        Assert.False(answer.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await answer);
    }

    [Fact]
    public async Task Drip_SendsOneByteAndWaits()
    {
        using HttpResponseMessage accepted = await PostAsync("/control/drip");
        using HttpResponseMessage response = await _client.GetAsync(
            new Uri("/jwks", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[64];
        Assert.Equal(1, await body.ReadAsync(buffer));

        Task<int> next = body.ReadAsync(buffer).AsTask();
        Assert.False(next.IsCompleted);
        using HttpResponseMessage recovered = await PostAsync("/control/recover");
        Assert.True(await next > 0);
    }

    [Theory]
    [InlineData("status that is no error", "/control/fail?status=200")]
    [InlineData("status that is none", "/control/fail?status=down")]
    [InlineData("malformed time", "/control/stall?for=ever")]
    [InlineData("no time at all", "/control/drip?for=0s")]
    [InlineData("unknown algorithm", "/control/rotate?alg=HS256")]
    [InlineData("unknown kid", "/control/withdraw?kid=nobody")]
    [InlineData("no kid", "/control/withdraw")]
    [InlineData("unknown form", "/control/keys?form=pem")]
    [InlineData("no form", "/control/keys")]
    public async Task Rejects_CommandsWithoutMeaning(string description, string command)
    {
        Assert.NotEmpty(description);
        using HttpResponseMessage response = await PostAsync(command);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync("/jwks"));
    }

    private async Task<JsonWebToken> MintAsync(params (string Name, string Value)[] form) =>
        new((await AskForTokenAsync([("grant_type", "client_credentials"), .. form]))["access_token"]!.GetValue<string>());

    private async Task<JsonNode> AskForTokenAsync(params (string Name, string Value)[] form)
    {
        using FormUrlEncodedContent content = new(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage response = await _client.PostAsync(new Uri("/token", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private Task<HttpResponseMessage> PostAsync(string path) => _client.PostAsync(new Uri(path, UriKind.Relative), null);

    private async Task<JsonNode?> GetJsonAsync(string path) =>
        JsonNode.Parse(await _client.GetStringAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    private async Task<HttpStatusCode> GetStatusAsync(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
