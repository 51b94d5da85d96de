using System.Net;
using System.Text.RegularExpressions;
using Authz.Server.Issuer;

namespace Authz.Server.Tests.Commands;

/// <summary><c>authz token --dpop</c>, <c>authz issuer --dpop-nonce</c> and <c>authz explain --proof</c>, together.</summary>
public sealed partial class TokenBindingCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Makes_AProof_ThatTheDefinitionAccepts(bool wantsNonces)
    {
        await using IssuerHost issuer = await IssuerHost.StartAsync(
            new Uri("http://127.0.0.1:0"), keyFile: null, wantsNonces, TimeProvider.System, CancellationToken.None);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string key = Path.Combine(folder, "key.json");
            string definition = Path.Combine(folder, "pets.yaml");
            await File.WriteAllTextAsync(definition, $$"""
                authorizers:
                  idp:
                    type: JWT
                    jwtConfiguration: { issuer: "{{issuer.Issuer.Issuer}}", audience: [pets] }
                    tokenBinding: { dpop: REQUIRED, origins: ["https://api.example.com"] }
                routes:
                  GET /pets: { authorizer: idp }
                """);
            string[] ask = ["token", "--issuer", issuer.Issuer.Issuer, "--audience", "pets", "--dpop", key];
            (int exit, string output, string error) =
                await RunningCommand.RunAsync([.. ask, "--request", "GET https://api.example.com/pets?a=b"]);
            Assert.Equal((0, ""), (exit, error));
            Match curl = Curl().Match(output);
            Assert.True(curl.Success, output);
            string[] explain = ["explain", definition, "--request", "GET /pets?a=b", "--token", curl.Groups["token"].Value];

            Assert.Equal(0, (await RunningCommand.RunAsync([.. explain, "--proof", curl.Groups["proof"].Value])).Exit);
            (int refused, string text, _) = await RunningCommand.RunAsync(explain);
            Assert.Equal(1, refused);
            Assert.Contains("proof_invalid", text, StringComparison.Ordinal);

            // The same key again, and the token alone.
            (_, string token, _) = await RunningCommand.RunAsync(ask);
            Assert.Equal(3, token.Trim().Split('.').Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("--request needs --dpop", "--request", "GET https://a.example/")]
    [InlineData("is not a method and an absolute URL", "--dpop", "x", "--request", "GET /pets")]
    [InlineData("is not a method and an absolute URL", "--dpop", "x", "--request", "GET https://a.example/'")]
    [InlineData("--nonce is of the proof", "--dpop", "x", "--nonce", "n")]
    public async Task Rejects_ProofsOfNothing(string problem, params string[] arguments)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync(["token", "--issuer", "http://127.0.0.1:1", .. arguments]);
        Assert.Equal(2, exit);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs --trusted-proxy", "--client-certificate-header", "Client-Cert")]
    [InlineData("is not one of Client-Cert, X-Forwarded-Client-Cert", "--trusted-proxy", "10.0.0.1", "--client-certificate-header", "X-Cert")]
    public async Task Rejects_AHeaderThatNobodyMaySend(string problem, params string[] arguments)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync(["serve", "--target", "http://127.0.0.1:1", .. arguments]);
        Assert.Equal(2, exit);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_ABadProof_AtTheDevIssuer()
    {
        await using IssuerHost issuer = await IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), TimeProvider.System, CancellationToken.None);
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, issuer.Issuer.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("audience", "pets")]),
        };
        request.Headers.Add("DPoP", "a.b.c");
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_dpop_proof", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("^curl -i -X GET -H 'Authorization: DPoP (?<token>[^']+)' -H 'DPoP: (?<proof>[^']+)' 'https://api.example.com/pets\\?a=b'\\s*$")]
    private static partial Regex Curl();
}
