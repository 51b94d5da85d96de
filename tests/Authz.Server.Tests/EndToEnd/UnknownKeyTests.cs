using System.Net;
using System.Text.Json.Nodes;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>What <c>explain</c> and <c>serve</c> say of a token whose key its issuer has withdrawn: the same.</summary>
public sealed class UnknownKeyTests
{
    [Fact]
    public async Task ExplainAndServe_SayTheSame_OfAWithdrawnKey()
    {
        await using RunningCommand command = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string issuer = await command.FindAddressAsync() + "/";
        string withdrawn = await MintAsync(issuer);
        await WithdrawAsync(issuer, withdrawn);
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer);

        WireAnswer refused = await gateway.SendAsync(HttpMethod.Get, "/pets", withdrawn);
        (int exit, string explanation, string error) = await ExplainAsync(issuer, withdrawn);

        Assert.Equal(401, refused.Status);
        Assert.Equal((1, ""), (exit, error));
        Assert.Equal("key_unknown", (string?)JsonNode.Parse(explanation)!["reason"]);
    }

    [Fact]
    public async Task TellsWhenToComeAgain_WhileStrangersHaveSpentTheBudget()
    {
        await using RunningCommand command = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string issuer = await command.FindAddressAsync() + "/";
        string withdrawn = await MintAsync(issuer);
        await WithdrawAsync(issuer, withdrawn);
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer);
        await gateway.SendAsync(HttpMethod.Get, "/pets", withdrawn);
        using HttpClient control = new() { BaseAddress = new Uri(issuer) };
        using HttpResponseMessage rotated = await control.PostAsync(new Uri("control/rotate", UriKind.Relative), content: null);
        string honest = await MintAsync(issuer);

        WireAnswer answer = await gateway.SendAsync(HttpMethod.Get, "/pets", honest);

        Assert.Equal(HttpStatusCode.OK, rotated.StatusCode);
        Assert.Equal(503, answer.Status);
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], null), 1, 30);
    }

    private static async Task<string> MintAsync(string issuer)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(
            "token", "--issuer", issuer, "--audience", "pets-api", "--scope", "pets:read");
        return exit == 0 ? output.TrimEnd() : throw new InvalidOperationException(error);
    }

    private static async Task WithdrawAsync(string issuer, string token)
    {
        using HttpClient control = new() { BaseAddress = new Uri(issuer) };
        string header = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]));
        using HttpResponseMessage rotated = await control.PostAsync(new Uri("control/rotate", UriKind.Relative), content: null);
        using HttpResponseMessage gone = await control.PostAsync(
            new Uri($"control/withdraw?kid={JsonNode.Parse(header)!["kid"]}", UriKind.Relative), content: null);
        Assert.True(rotated.IsSuccessStatusCode && gone.IsSuccessStatusCode);
    }

    private static async Task<(int Exit, string Output, string Error)> ExplainAsync(string issuer, string token)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $$"""
                { "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer}}", "audience": ["pets-api"] } } },
                  "routes": { "GET /pets": { "authorizer": "idp" } } }
                """);
            return await RunningCommand.RunAsync(
                "explain", file, "--request", "GET /pets", "--token", token, "--format", "json");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
