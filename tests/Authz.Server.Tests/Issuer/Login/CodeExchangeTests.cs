using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Authz.Server.Tests.Issuer.Login;

public sealed class CodeExchangeTests : IAsyncLifetime
{
    private LoginClient _client = null!;

    public async Task InitializeAsync() => _client = await LoginClient.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Accepts_ACodeWithItsVerifier_AndGivesBothTokens()
    {
        string code = await _client.FindCodeAsync(("acr_values", "phr low"));
        (int status, JsonNode answer, HttpResponseMessage response) = await _client.ExchangeAsync(code);

        Assert.Equal((200, "Bearer", "openid pets:read pets:write"), (status, Text(answer["token_type"]), Text(answer["scope"])));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        JsonWebToken access = new(Text(answer["access_token"]));
        Assert.Equal(("at+jwt", "alice", "spa", "phr"), (access.Typ, access.Subject, Text(access, "client_id"), Text(access, "acr")));
        Assert.Equal(["pets-api"], access.Audiences);
        JsonWebToken id = new(Text(answer["id_token"]));
        Assert.Equal((_client.Host.Issuer.Issuer, "alice", "n-1", "phr"), (id.Issuer, id.Subject, Text(id, "nonce"), Text(id, "acr")));
        Assert.Equal(["spa"], id.Audiences);
        Assert.Equal((_client.Host.Issuer.FindKey("RS256")!.KeyId, "RS256"), (id.Kid, id.Alg));
        Assert.Equal(_client.Clock.GetUtcNow().ToUnixTimeSeconds(), id.GetPayloadValue<long>("auth_time"));
    }

    [Fact]
    public async Task Gives_NoIdTokenWithoutTheScopeOpenId()
    {
        (int status, JsonNode answer, _) = await _client.ExchangeAsync(await _client.FindCodeAsync(("scope", "pets:read")));

        Assert.Equal((200, null), (status, answer["id_token"]));
    }

    [Fact]
    public async Task Accepts_TheIssuersExtensions()
    {
        (_, JsonNode answer, _) = await _client.ExchangeAsync(
            await _client.FindCodeAsync(), null, ("alg", "ES256"), ("expires_in", "5m"), ("claim", "roles:=[1]"), ("scope", "admin"));

        JsonWebToken access = new(Text(answer["access_token"]));
        Assert.Equal(("ES256", "openid pets:read pets:write"), (access.Alg, Text(access, "scope")));
        Assert.Equal("[1]", access.GetPayloadValue<System.Text.Json.JsonElement>("roles").GetRawText());
        Assert.Equal(300, answer["expires_in"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("another client", "invalid_grant", "client_id", "other")]
    [InlineData("no client", "invalid_grant", "client_id", null)]
    [InlineData("another redirect URI", "invalid_grant", "redirect_uri", LoginClient.RedirectUri + "/")]
    [InlineData("another verifier", "invalid_grant", "code_verifier", "eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("an empty verifier", "invalid_grant", "code_verifier", "")]
    [InlineData("a resource beyond the login", "invalid_target", "resource", "urn:other")]
    [InlineData("an unknown code", "invalid_grant", "code", "abc")]
    public async Task Rejects_AndUsesTheCodeUp(string description, string error, string name, string? value)
    {
        string code = await _client.FindCodeAsync();
        (int status, JsonNode answer, _) = await _client.ExchangeAsync(code, null, (name, value));
        (int again, _, _) = await _client.ExchangeAsync(code);

        Assert.Equal((description, 400, error), (description, status, Text(answer["error"])));
        Assert.NotEmpty(Text(answer["error_description"]));
        Assert.Equal(name == "code" ? 200 : 400, again);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    [InlineData("code_verifier")]
    public async Task Rejects_WhatLacksAParameter(string name)
    {
        (int status, JsonNode answer, _) = await _client.ExchangeAsync(await _client.FindCodeAsync(), null, (name, null));

        Assert.Equal((400, "invalid_request"), (status, Text(answer["error"])));
    }

    [Fact]
    public async Task Rejects_AVerifierThatIsTooShort_ThoughItsHashIsTheChallenge()
    {
        string code = await _client.FindCodeAsync(("code_challenge", LoginClient.ChallengeOf("short")));
        (_, JsonNode answer, _) = await _client.ExchangeAsync(code, null, ("code_verifier", "short"));

        Assert.Equal("invalid_grant", Text(answer["error"]));
    }

    [Fact]
    public async Task Rejects_ACodeTwice()
    {
        string code = await _client.FindCodeAsync();
        (int first, _, _) = await _client.ExchangeAsync(code);
        (int second, JsonNode answer, _) = await _client.ExchangeAsync(code);

        Assert.Equal((200, 400, "invalid_grant"), (first, second, Text(answer["error"])));
    }

    [Fact]
    public async Task Rejects_AnOldCode()
    {
        string code = await _client.FindCodeAsync();
        _client.Clock.Advance(TimeSpan.FromSeconds(60));
        (_, JsonNode answer, _) = await _client.ExchangeAsync(code);

        Assert.Equal("invalid_grant", Text(answer["error"]));
    }

    [Fact]
    public async Task Narrows_TheAudienceToTheResourceNamed()
    {
        string code = await _client.FindCodeAsync(("resource", "urn:other"));
        (_, JsonNode answer, _) = await _client.ExchangeAsync(code, null, ("resource", "urn:other"));

        Assert.Equal(["urn:other"], new JsonWebToken(Text(answer["access_token"])).Audiences);
    }

    [Fact]
    public async Task Accepts_TheSameCodeAfterANonceWasAskedFor()
    {
        await using LoginClient client = await LoginClient.StartAsync(wantsNonces: true);
        SigningKey key = SigningKey.Create("ES256");
        TestToken proof = key.CreateProof("POST", client.Host.Issuer.TokenEndpoint, timeProvider: client.Clock);
        string code = await client.FindCodeAsync(("dpop_jkt", key.Thumbprint));
        (int first, JsonNode challenge, HttpResponseMessage response) = await client.ExchangeAsync(code, proof.Sign(key));
        string nonce = response.Headers.GetValues("DPoP-Nonce").Single();
        (int second, JsonNode answer, _) = await client.ExchangeAsync(code, proof.With("nonce", nonce).Sign(key));

        Assert.Equal((400, "use_dpop_nonce"), (first, Text(challenge["error"])));
        Assert.Equal((200, "DPoP"), (second, Text(answer["token_type"])));
    }

    [Fact]
    public async Task Rejects_AnotherKeyThanTheLoginNamed()
    {
        string code = await _client.FindCodeAsync(("dpop_jkt", SigningKey.Create("ES256").Thumbprint));
        (_, JsonNode answer, _) = await _client.ExchangeAsync(code);

        Assert.Equal("invalid_dpop_proof", Text(answer["error"]));
    }

    [Fact]
    public async Task Discovery_SaysWhatTheEndpointsDo()
    {
        JsonNode document = await _client.DiscoverAsync();

        Assert.Equal(_client.Host.Issuer.Issuer + "authorize", Text(document["authorization_endpoint"]));
        Assert.Equal("""["authorization_code","client_credentials"]""", document["grant_types_supported"]!.ToJsonString());
        Assert.Equal("""["code"]""", document["response_types_supported"]!.ToJsonString());
        Assert.Equal("""["query","fragment"]""", document["response_modes_supported"]!.ToJsonString());
        Assert.Equal("""["S256"]""", document["code_challenge_methods_supported"]!.ToJsonString());
        Assert.Equal("""["RS256"]""", document["id_token_signing_alg_values_supported"]!.ToJsonString());
        Assert.Equal("true", document["authorization_response_iss_parameter_supported"]!.ToJsonString());
        Assert.Null(document["userinfo_endpoint"]);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static string Text(JsonWebToken token, string claim) => token.GetClaim(claim).Value;
}
