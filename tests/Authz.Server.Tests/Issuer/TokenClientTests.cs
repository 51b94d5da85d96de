using System.Text;
using Microsoft.AspNetCore.Http;

namespace Authz.Server.Tests.Issuer;

/// <summary><c>authz token</c> with a client of its own, at a provider that is not ours.</summary>
public sealed class TokenClientTests : IAsyncLifetime
{
    private const string Secret = "s3cr+t:%";

    private TokenProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await TokenProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Theory]
    [InlineData("no methods")]
    [InlineData("both", "client_secret_post", "client_secret_basic")]
    [InlineData("Basic", "client_secret_basic")]
    public async Task Sends_TheSecretByBasic(string description, params string[] methods)
    {
        Assert.NotEmpty(description);
        Support(methods);

        (int exit, string output, string error) = await AskAsync("--audience", "pets-api", "--scope", "a b", "--resource", "urn:r");

        Assert.Equal((0, "a.b.c", ""), (exit, output.TrimEnd(), error));
        Assert.Equal("me%3A+1:s3cr%2Bt%3A%25", Decode(Assert.Single(_provider.Authorizations)));
        Assert.Equal("grant_type=client_credentials&scope=a+b&audience=pets-api&resource=urn%3Ar", Assert.Single(_provider.Bodies));
    }

    [Fact]
    public async Task Sends_TheSecretInTheForm_WhereTheMetadataHaveNothingElse()
    {
        Support("client_secret_post", "private_key_jwt");

        (int exit, _, _) = await AskAsync();

        Assert.Equal((0, ""), (exit, Assert.Single(_provider.Authorizations)));
        Assert.Equal(
            "grant_type=client_credentials&client_id=me%3A+1&client_secret=s3cr%2Bt%3A%25", Assert.Single(_provider.Bodies));
    }

    [Fact]
    public async Task Sends_NoSecret_WhereTheIssuerTakesNone()
    {
        Support("private_key_jwt", "tls_client_auth");

        (int exit, _, string error) = await AskAsync();

        Assert.Equal(1, exit);
        Assert.EndsWith(
            "takes no client secret, only private_key_jwt, tls_client_auth; see token_endpoint_auth_methods_supported.\n", error,
            StringComparison.Ordinal);
        Assert.Empty(_provider.Bodies);
    }

    [Theory]
    [InlineData(
        "another issuer", """{ "issuer": "https://evil.example", "token_endpoint": "{address}/token" }""",
        "of the issuer 'https://evil.example'")]
    [InlineData("no issuer", """{ "token_endpoint": "{address}/token" }""", "of the issuer ''")]
    [InlineData(
        "an endpoint over http", """{ "issuer": "{address}", "token_endpoint": "http://tokens.example/token" }""",
        "the token endpoint http://tokens.example/token is not https")]
    [InlineData("no endpoint", """{ "issuer": "{address}" }""", "names no token endpoint")]
    [InlineData(
        "an endpoint of another kind", """{ "issuer": "{address}", "token_endpoint": "file:///token" }""", "names no token endpoint")]
    [InlineData("no JSON", "<html>", "names no token endpoint")]
    public async Task Sends_NoSecret_WhereTheMetadataAreNotTheIssuers(string description, string metadata, string reason)
    {
        Assert.NotEmpty(description);
        _provider.Metadata = metadata;

        (int exit, string output, string error) = await AskAsync();

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Empty(_provider.Bodies);
    }

    [Fact]
    public async Task Sends_NoSecret_OverHttpToAnotherMachine()
    {
        (int exit, _, string error) = await RunningCommand.RunAsync(
            "token", "--issuer", "http://issuer.invalid", "--client-id", "me", "--client-secret", Secret);

        Assert.Equal(
            (1, "authz: the secret is not sent: http://issuer.invalid/ is neither https nor on a loopback address.\n"), (exit, error));
    }

    [Theory]
    [InlineData(StatusCodes.Status307TemporaryRedirect)]
    [InlineData(StatusCodes.Status302Found)]
    public async Task Follows_NoRedirectWithTheSecret(int status)
    {
        _provider.Answer = (context, _) =>
        {
            context.Response.Headers.Location = "https://elsewhere.example/token";
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        (int exit, _, string error) = await AskAsync();

        Assert.Equal(1, exit);
        Assert.Contains($"(status {status}, to https://elsewhere.example/token; no redirect is followed)", error, StringComparison.Ordinal);
        Assert.Single(_provider.Bodies);
    }

    [Fact]
    public async Task Prints_WhatTheProviderSays_WithoutTheSecretThatItRepeats()
    {
        _provider.Answer = (context, _) =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync(
                $$"""{ "error": "invalid_client", "error_description": "{{Secret}} is wrong", "request": "{{Secret}}" }""");
        };

        (int exit, string output, string error) = await AskAsync();

        Assert.Equal((1, ""), (exit, output));
        Assert.Equal(
            $"authz: {_provider.Address}/token (status 401) gives no token: invalid_client. *** is wrong\n", error);
    }

    [Fact]
    public async Task Reads_TheSecretFromAFile_WithoutItsLineBreak()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Secret + "\r\n");

        (int exit, _, _) = await RunningCommand.RunAsync(
            "token", "--issuer", _provider.Address, "--client-id", "me", "--client-secret", "@" + file);
        File.Delete(file);

        Assert.Equal((0, "me:s3cr%2Bt%3A%25"), (exit, Decode(_provider.Authorizations.Single())));
    }

    [Theory]
    [InlineData(1, "--client-id", "me", "--client-secret", "@none.txt")]
    [InlineData(2, "--client-id", "me")]
    [InlineData(2, "--client-secret", "x")]
    public async Task Rejects_AClientThatIsNotWhole(int expected, params string[] client)
    {
        (int exit, string output, _) = await RunningCommand.RunAsync(["token", "--issuer", _provider.Address, .. client]);

        Assert.Equal((expected, 0), (exit, _provider.Bodies.Count));
        Assert.DoesNotContain("a.b.c", output, StringComparison.Ordinal);
    }

    private static string Decode(string authorization) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..]));

    private void Support(params string[] methods)
    {
        if (methods.Length > 0)
        {
            string names = string.Join(", ", methods.Select(method => $"\"{method}\""));
            _provider.Metadata = $$"""
                { "issuer": "{address}", "token_endpoint": "{address}/token", "token_endpoint_auth_methods_supported": [{{names}}] }
                """;
        }
    }

    private Task<(int Exit, string Output, string Error)> AskAsync(params string[] options) => RunningCommand.RunAsync(
        ["token", "--issuer", _provider.Address, "--client-id", "me: 1", "--client-secret", Secret, .. options]);
}
