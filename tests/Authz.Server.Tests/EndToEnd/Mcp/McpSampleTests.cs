using System.Net.Http.Headers;
using System.Text;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>What the sample's tools ask of a token, and how it is refused.</summary>
public sealed class McpSampleTests
{
    private const string Writer = "mcp:use weather:write";

    [Fact]
    public async Task Asks_ForScopesAndConditions_OfEachTool()
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync() + "/";
        Uri origin = FreeAddress.Find();
        Uri resource = new(origin, "/mcp");
        await using McpSample sample = await McpSample.StartAsync(origin, resource, address);
        string metadata = $"resource_metadata=\"{origin}.well-known/oauth-protected-resource/mcp\"";
        string lacking = $"Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"{Writer}\", {metadata}";

        string reader = await MintAsync(address, resource.AbsoluteUri, "mcp:use");
        string writer = await MintAsync(address, resource.AbsoluteUri, Writer);
        string staff = await MintAsync(address, resource.AbsoluteUri, Writer, "--claim", "role=staff");
        string other = await MintAsync(address, "https://other.example/mcp", Writer, "--claim", "role=staff");

        Assert.Equal((200, null), await CallAsync(resource, reader, "get_weather"));
        Assert.Equal((403, lacking), await CallAsync(resource, reader, "set_weather"));
        Assert.Equal((200, null), await CallAsync(resource, writer, "set_weather"));
        Assert.Equal((403, lacking), await CallAsync(resource, reader, "stop_weather"));

        // No scope helps where a condition is not met: the challenge names none.
        Assert.Equal((403, $"Bearer {metadata}"), await CallAsync(resource, writer, "stop_weather"));
        Assert.Equal((200, null), await CallAsync(resource, staff, "stop_weather"));
        Assert.Equal(401, (await CallAsync(resource, other, "get_weather")).Status);
    }

    [Theory]
    [InlineData(RouteDefinition.DefaultMaximumToolBody, false, 200)]
    [InlineData(RouteDefinition.DefaultMaximumToolBody, true, 200)]
    [InlineData(RouteDefinition.DefaultMaximumToolBody + 1, false, 413)]
    [InlineData(RouteDefinition.DefaultMaximumToolBody + 1, true, 413)]
    public async Task Refuses_ABodyAboveTheLimit_With413(int length, bool isChunked, int status)
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync() + "/";
        Uri origin = FreeAddress.Find();
        Uri resource = new(origin, "/mcp");
        await using McpSample sample = await McpSample.StartAsync(origin, resource, address);
        string token = await MintAsync(address, resource.AbsoluteUri, "mcp:use");

        Assert.Equal(status, await SendAsync(resource, token, Call("get_weather").PadRight(length), isChunked));
    }

    private static async Task<string> MintAsync(string issuer, string audience, string scope, params string[] options)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(
            ["token", "--issuer", issuer, "--audience", audience, "--scope", scope, .. options]);
        return exit == 0 ? output.TrimEnd() : throw new InvalidOperationException(error);
    }

    private static async Task<(int Status, string? Challenge)> CallAsync(Uri resource, string token, string tool)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, resource);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent(
            Call(tool),
            Encoding.UTF8,
            "application/json");
        using HttpResponseMessage response = await client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal((tool, response.IsSuccessStatusCode), (tool, body.Contains("Bern", StringComparison.Ordinal)));
        return ((int)response.StatusCode, response.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? values) ? string.Join(", ", values) : null);
    }

    private static string Call(string tool) =>
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":{\"city\":\"Bern\"}}}";

    private static async Task<int> SendAsync(Uri resource, string token, string body, bool isChunked)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, resource);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        // A refusal may come before the whole body went out.
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = isChunked;
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
