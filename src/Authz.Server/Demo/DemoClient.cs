using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Server.Demo;

/// <summary>Sends the demo's requests over HTTP and knows nothing but the answers.</summary>
internal sealed class DemoClient(string gateway) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public async Task<DemoAnswer> SendAsync(DemoCase demoCase, CancellationToken cancellationToken)
    {
        // Uri would tidy the target up; some cases are about untidy ones.
        UriCreationOptions verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
        using HttpRequestMessage request = new(HttpMethod.Parse(demoCase.Method), new Uri(gateway + demoCase.Target, verbatim));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
        if (demoCase.Tool is { } tool)
        {
            request.Content = JsonContent.Create(
                new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool } }, new MediaTypeHeaderValue("application/json"));
        }

        if (demoCase.Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", demoCase.Token);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? ReadProblem((int)response.StatusCode, body)
            : new DemoAnswer((int)response.StatusCode, null, null);
    }

    public void Dispose() => _http.Dispose();

    private static DemoAnswer ReadProblem(int status, string body)
    {
        try
        {
            JsonNode? problem = JsonNode.Parse(body);
            return new DemoAnswer(status, problem?["reason"]?.GetValue<string>(), problem?["detail"]?.GetValue<string>());
        }
        catch (JsonException)
        {
            return new DemoAnswer(status, null, body);
        }
    }
}

/// <summary>An HTTP answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">The member <c>reason</c> of problem details; null if there are none.</param>
/// <param name="Detail">The member <c>detail</c> of problem details; null if there are none.</param>
internal sealed record DemoAnswer(int Status, string? Reason, string? Detail);
