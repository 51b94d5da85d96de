using System.Net;
using System.Web;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>The client of the C# SDK on its way to a tool that asks for more than its first token.</summary>
internal static class CSharpClient
{
    private const string RedirectUri = "http://127.0.0.1/callback";

    /// <summary>A line for each exchange that it has, and for each step.</summary>
    public static async Task<IReadOnlyList<string>> WalkAsync(Uri endpoint)
    {
        List<string> transcript = [];
        using HttpClient http = new(new Recorder(transcript) { InnerHandler = new SocketsHttpHandler() });
        HttpClientTransportOptions options = new()
        {
            Endpoint = endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            OAuth = new ClientOAuthOptions
            {
                ClientId = "mcp-client-with-secret",
                ClientSecret = "s3cret",
                RedirectUri = new Uri(RedirectUri),
                AuthorizationCallbackHandler = (context, _) => AuthorizeAsync(context.AuthorizationUri, transcript),
            },
        };
        await using McpClient client = await McpClient.CreateAsync(new HttpClientTransport(options, http));
        transcript.Add($"tools {string.Join(' ', (await client.ListToolsAsync()).Select(tool => tool.Name).Order(StringComparer.Ordinal))}");
        foreach (string tool in new[] { "get_weather", "set_weather" })
        {
            CallToolResult result = await client.CallToolAsync(tool, new Dictionary<string, object?> { ["city"] = "Köln" });
            transcript.Add($"{tool} {((TextContentBlock)result.Content[0]).Text}");
        }

        return transcript;
    }

    // What a browser does between the authorization request and the client's own address.
    private static async Task<AuthorizationResult?> AuthorizeAsync(Uri location, List<string> transcript)
    {
        var asked = HttpUtility.ParseQueryString(location.Query);
        transcript.Add($"authorize scope={asked["scope"]} resource={asked["resource"]}");
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        while (!location.AbsoluteUri.StartsWith(RedirectUri, StringComparison.Ordinal))
        {
            using HttpResponseMessage answer = await browser.GetAsync(location);
            location = new Uri(location, answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync()));
        }

        var given = HttpUtility.ParseQueryString(location.Query);
        return new AuthorizationResult { Code = given["code"], State = given["state"], Iss = given["iss"] };
    }

    private sealed class Recorder(List<string> transcript) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            lock (transcript)
            {
                transcript.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {(int)answer.StatusCode}");
            }

            return answer;
        }
    }
}
