using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Authz.Server.Demo;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.Inspector;

/// <summary>A new user's way: refused by a running gateway, told why in three ways, mended by what any of them says.</summary>
public sealed class ThreeWaysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly HttpClient _client = new();

    [Fact]
    public async Task Allows_ARequestFixedAsChallengeExplanationAndInspectorSay()
    {
        await using WebApplication backend = await DemoBackend.StartAsync(CancellationToken.None);
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string issuerUrl = await issuer.FindAddressAsync() + "/";
        string api = await WriteAsync(issuerUrl);
        await using RunningCommand serve = RunningCommand.Start(
            "serve", api, "--target", backend.Urls.Single(), "--listen", "http://127.0.0.1:0",
            "--inspect", "http://127.0.0.1:0", "--error-uri", "https://docs.example/reasons");
        Uri inspector = new((await serve.FindLineAsync("Inspector on")).Split(' ')[2]);
        Uri gateway = new((await serve.FindLineAsync("Listening on")).Split(' ')[2]);
        string token = await MintAsync(issuerUrl, "pets:write");

        using HttpResponseMessage refused = await SendAsync(gateway, token);
        string challenge = refused.Headers.WwwAuthenticate.ToString();
        (int exit, string explained, _) = await RunningCommand.RunAsync("explain", api, "--request", "GET /pets/7", "--token", token);
        using HttpResponseMessage answer = await _client.PostAsJsonAsync(
            new Uri(inspector, "/explain"), new { request = "GET /pets/7", token });
        JsonElement inspected = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Contains("scope=\"pets:read\"", challenge, StringComparison.Ordinal);
        Assert.Contains("error_uri=\"https://docs.example/reasons#scope_missing\"", challenge, StringComparison.Ordinal);
        Assert.Equal(1, exit);
        Assert.Contains("at least one of 'pets:read'", explained, StringComparison.Ordinal);
        Assert.Equal("scope_missing", inspected.GetProperty("reason").GetString());
        Assert.Equal("at least one of 'pets:read'", inspected.GetProperty("steps")[14].GetProperty("expected").GetString());

        using HttpResponseMessage allowed = await SendAsync(gateway, await MintAsync(issuerUrl, "pets:read"));
        JsonElement state = await _client.GetFromJsonAsync<JsonElement>(new Uri(inspector, "/state"));
        Assert.Equal(200, (int)allowed.StatusCode);
        Assert.Equal(2, state.GetProperty("decisions").GetArrayLength());
        Assert.Equal(issuerUrl, state.GetProperty("issuers")[0].GetProperty("issuer").GetString());
    }

    [Theory]
    [InlineData("an address that others reach", "is not a loopback address", "--inspect", "http://0.0.0.0:1")]
    [InlineData("a page with a fragment", "has a fragment", "--error-uri", "https://docs.example/reasons#a")]
    public async Task Rejects_WrongUsageWith2(string description, string problem, params string[] args)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(["serve", "--target", "http://127.0.0.1:1", .. args]);

        Assert.Equal((description, 2, ""), (description, exit, output));
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> MintAsync(string issuer, string scope) =>
        (await RunningCommand.RunAsync("token", "--issuer", issuer, "--audience", "pets-api", "--scope", scope)).Output.TrimEnd();

    private async Task<HttpResponseMessage> SendAsync(Uri gateway, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(gateway, "/pets/7"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _client.SendAsync(request);
    }

    private async Task<string> WriteAsync(string issuer)
    {
        string path = Path.Combine(_folder.FullName, "authz.yaml");
        await File.WriteAllTextAsync(path, $$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "{{issuer}}", audience: [pets-api] } }
            routes:
              GET /pets/{id}: { authorizer: idp, authorizationScopes: [pets:read] }
            """);
        return path;
    }
}
