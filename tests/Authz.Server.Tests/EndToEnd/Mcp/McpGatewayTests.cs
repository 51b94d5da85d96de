using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>Two servers of the Model Context Protocol behind one gateway, on one host: the token of one is none for the other.</summary>
public sealed class McpGatewayTests
{
    [Fact]
    public async Task Rejects_TheTokenOfAnotherResource()
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync() + "/";
        await using WebApplication backend = await McpBackend.StartAsync();
        Uri origin = FreeAddress.Find();
        Uri weather = new(origin, "/weather/mcp");
        Uri news = new(origin, "/news/mcp");
        string file = Path.Combine(Path.GetTempPath(), $"authz-mcp-{Guid.NewGuid():n}.yaml");
        await File.WriteAllTextAsync(file, $"""
            authorizers:
              weather: {Authorizer(address, weather)}
              news: {Authorizer(address, news)}
            routes:
              ANY /weather/mcp: {Route("weather", backend)}
              ANY /news/mcp: {Route("news", backend)}
            """);
        await using RunningCommand gateway = RunningCommand.Start("serve", file, "--listen", origin.AbsoluteUri.TrimEnd('/'));
        await gateway.FindLineAsync(origin.Authority);
        string ofWeather = await MintAsync(address, weather);
        string ofNews = await MintAsync(address, news);

        Assert.Equal((200, null), await CallAsync(weather, ofWeather));
        Assert.Equal((200, null), await CallAsync(news, ofNews));
        foreach ((Uri resource, string token) in new[] { (weather, ofNews), (news, ofWeather) })
        {
            (int status, string? challenge) = await CallAsync(resource, token);

            Assert.Equal(401, status);
            Assert.Equal(
                $"Bearer error=\"invalid_token\", error_description=\"the token does not have a valid audience\", "
                + $"resource_metadata=\"{MetadataOf(resource)}\"",
                challenge);
        }

        using HttpClient client = new();
        foreach (Uri resource in new[] { weather, news })
        {
            client.DefaultRequestHeaders.Host = "evil.example";
            Assert.Equal(resource.AbsoluteUri, (string?)JsonNode.Parse(await client.GetStringAsync(MetadataOf(resource)))!["resource"]);
        }

        File.Delete(file);
    }

    private static string Authorizer(string issuer, Uri resource) =>
        $$"""{ type: JWT, jwtConfiguration: { issuer: "{{issuer}}", audience: ["{{resource}}"] }, protectedResource: { resource: "{{resource}}" } }""";

    private static string Route(string authorizer, WebApplication backend) =>
        $$"""{ authorizer: {{authorizer}}, tools: { get_weather: {} }, integration: { type: HTTP_PROXY, uri: "{{backend.Urls.First()}}/mcp" } }""";

    private static Uri MetadataOf(Uri resource) => new(resource, "/.well-known/oauth-protected-resource" + resource.AbsolutePath);

    private static async Task<string> MintAsync(string issuer, Uri audience)
    {
        (int exit, string output, string error) =
            await RunningCommand.RunAsync("token", "--issuer", issuer, "--audience", audience.AbsoluteUri, "--scope", "mcp:use");
        return exit == 0 ? output.TrimEnd() : throw new InvalidOperationException(error);
    }

    private static async Task<(int Status, string? Challenge)> CallAsync(Uri resource, string token)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, resource);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{"city":"Bern"}}}""",
            Encoding.UTF8,
            "application/json");
        using HttpResponseMessage response = await client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal(response.IsSuccessStatusCode, body.Contains("Bern", StringComparison.Ordinal));
        return ((int)response.StatusCode, response.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? values) ? values.Single() : null);
    }
}
